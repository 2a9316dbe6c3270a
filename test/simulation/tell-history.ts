import {
  type Act,
  type CallbackHistory,
  type History,
  PLACERS,
  type PlacerName,
} from '#test/simulation/history.ts';
import { createRandom, type Random } from '#test/simulation/random.ts';
import { tellTroubles } from '#test/simulation/tell-troubles.ts';

/** Makes up a history from a seed. One in eight is calm: in it nothing goes wrong but what people do. */
export function tellHistory(seed: number): History {
  const random = createRandom(seed);
  const placer = random.pick(PLACERS);
  const count = random.pick([1, 1, 1, 1, 1, 2]);
  const callbacks = Array.from({ length: count }, () => aCallback(random, placer));
  const isCalm = random.chance(0.12);
  const dues = callbacks.flatMap(({ at, due = at, acts }) => [due, ...acts.flatMap(({ to }) => to ?? [])]);
  const around = () =>
    Math.max(0, (dues[random.whole(0, dues.length - 1)] ?? 0) + random.pick([-300, -20, -1, 0, 1, 40, 120]));
  return {
    seed,
    placer,
    callbacks,
    placeOnTimeout: placer === 'genesys-call' || random.chance(0.5),
    maxLateness: random.pick([60, 900, 14_400, 14_400]),
    maxAttempts: random.pick([1, 2, 5, 5]),
    requestsPerMinute: random.pick([4, 270, 270]),
    ...(random.chance(0.4) && { leaveIfReachedWithin: random.pick([60, 3600]) }),
    topics: random.pick(TOPICS),
    clocksApart: random.pick([0, 0, 40, 250]),
    latency: random.pick([0, 1, 20, 300]),
    lag: random.pick([0, 0, 1, 5]),
    agentsTellTime: random.chance(0.5),
    ...(isCalm ? CALM : tellTroubles(random, around)),
    ...(random.chance(0.03) && toldOfAgentFirst(random)),
    ...(random.chance(0.8) && {
      operator: {
        after: random.pick([120, 600, 7200]),
        otherwise: random.pick(['place-again', 'give-up']),
      },
    }),
  };
}

/** What goes on where nothing goes wrong. */
export const CALM = {
  wire: { isStamped: true, from: 0, copies: 1, jitter: 0, late: [], held: [] },
  queue: { lost: 0, twice: 0, late: 0 },
  sweeps: { missing: 0, twice: 0, late: 0 },
  faults: [],
  outages: [],
  pauses: [],
} as const satisfies Partial<History>;

const TOPICS: readonly [History['topics'], ...History['topics'][]] = [
  ['callbacks', 'all-media', 'detail-events'],
  ['callbacks', 'all-media'],
  ['all-media'],
  ['callbacks'],
  ['callbacks', 'detail-events'],
];

const DEEDS = [
  'cancel',
  'cancel',
  'reschedule',
  'reschedule',
  'reschedule',
  'alert',
  'connect',
  'leave',
  'call-by-hand',
  'touch',
  'touch',
  'reached',
] as const satisfies readonly Act['does'][];

function aCallback(random: Random, placer: PlacerName): CallbackHistory {
  const at = random.whole(0, 60);
  const isNow = random.chance(0.12);
  const due = isNow ? at : at + random.pick([0, 1, 30, 60, 120, 400, 1500]);
  const acts: Act[] = [];
  for (let left = random.pick([0, 0, 1, 1, 2, 3]), about = due; left > 0; left--) {
    const act = anAct(random, about, at);
    acts.push(act);
    about = act.to ?? about;
  }
  if (placer === 'genesys-call' && random.chance(0.8)) {
    const takenAt = Math.max(at, due + random.whole(-20, 60));
    acts.push({ at: takenAt, does: 'connect' });
  }
  if (random.chance(0.15)) acts.push(...movedByAgent(random, at, due));
  const timeout = placer === 'genesys-call' ? random.pick([1, 20]) : random.pick([0, 0, 20]);
  return { at, ...(!isNow && { due }), timeout, acts: acts.toSorted((a, b) => a.at - b.at) };
}

/** An agent takes it, finds that it is the wrong time, moves it, and leaves. */
function movedByAgent(random: Random, from: number, due: number): Act[] {
  const at = random.pick([from, Math.max(from, due - 10), due, due + 5]);
  const to = Math.max(at, due) + random.whole(20, 1200);
  const left = at + random.pick([3, 15, 40]);
  return [
    { at, does: 'connect' },
    { at: at + 2, does: 'reschedule', to },
    { at: left, does: 'leave' },
  ];
}

/** The bridges begin after the customer asked, and the first word is of the agent alone, who moves it in the end. */
function toldOfAgentFirst(random: Random): Pick<History, 'callbacks' | 'topics' | 'wire'> {
  const [at, timeout] = [10, 20];
  const movedAt = at + random.whole(timeout - 5, timeout + 30);
  const to = movedAt + random.whole(20, 1200);
  const acts: readonly Act[] = [
    { at, does: 'connect' },
    { at: movedAt, does: 'reschedule', to },
    { at: movedAt + random.pick([0, 3, 40]), does: 'leave' },
  ];
  const held = { topic: 'callbacks', at: 0, seconds: movedAt + random.whole(-5, 60) } as const;
  return {
    callbacks: [{ at: 0, due: random.pick([1, 9, 400]), timeout, acts }],
    topics: ['callbacks', 'detail-events'],
    wire: { ...CALM.wire, from: at / 2, held: [held] },
  };
}

/** Around the due more often than elsewhere, and now and then in the same millisecond. */
function anAct(random: Random, due: number, from: number): Act {
  const near = random.pick([
    () => due,
    () => due + random.whole(-5, 5),
    () => due + random.whole(-20, 20) / 100,
    () => due + random.whole(1, 70),
    () => due + random.whole(-300, 400),
    () => from,
    () => from + random.next() * Math.max(1, due - from),
  ])();
  const at = Math.max(from, Math.round(near * 1000) / 1000);
  const does = random.pick(DEEDS);
  if (does !== 'reschedule') return { at, does };
  const to = random.pick([
    () => at + random.whole(1, 59),
    () => due + random.whole(-59, 59),
    () => due + random.whole(60, 1200),
    () => at + random.whole(-30, 0),
    () => due,
  ])();
  return { at, does, to: Math.round(to) };
}
