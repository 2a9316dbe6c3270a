/** Makes up callbacks, and what customers and agents do with them. */
import type { Random } from '#test/simulation/random.ts';
import type { Act, CallbackStory, PlacerName } from '#test/stories/story.ts';

/** Makes up the callbacks of a story: mostly one to three with lives of their own, now and then a crowd. */
export function tellCallbacks(random: Random, placer: PlacerName): CallbackStory[] {
  const number = (nth: number) => `+1317555012${random.chance(0.3) ? 0 : nth}`;
  if (random.chance(0.04)) return aCrowd(random, placer, number);
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  return Array.from({ length: count }, (_, nth) => aCallback(random, placer, number(nth)));
}

/** Callbacks that come due within a few seconds. */
function aCrowd(random: Random, placer: PlacerName, number: (nth: number) => string): CallbackStory[] {
  const due = random.pick([60, 600]);
  const spread = random.pick([0, 2]);
  return Array.from({ length: random.whole(5, 9) }, (_, nth) => {
    const own = { at: 0, due: due + random.whole(0, spread), isImmediate: false, number: number(nth) };
    const acts = placer === 'genesys-call' ? takenAt(own.due - 10) : [];
    return { ...own, timeoutSeconds: agentTimeOf(placer, 0), acts };
  });
}

/** Around the due more often than elsewhere. */
const instantNear = (random: Random, due: number, from: number) =>
  Math.max(
    from,
    Math.round(
      random.pick([
        () => due + random.whole(-5, 5),
        () => due + random.whole(0, 15) / 10,
        () => due + random.whole(1, 70),
        () => due + random.whole(-90, 90),
        () => due + random.whole(-600, 1200),
        () => from + random.next() * Math.max(1, due - from),
        () => due + random.whole(0, 20_000),
      ])() * 10,
    ) / 10,
  );

const DEEDS = [
  'cancel',
  'reschedule',
  'reschedule',
  'reschedule',
  'alert',
  'connect',
  'connect',
  'leave',
  'call-by-hand',
  'hang-up',
  'reached',
] as const satisfies readonly Act['does'][];

function anAct(random: Random, due: number, from: number): Act {
  const at = instantNear(random, due, from);
  const does = random.pick(DEEDS);
  if (does !== 'reschedule') return { at, does };
  const to = random.pick([
    () => at + random.whole(1, 59),
    () => due + random.whole(-59, 59),
    () => due + random.whole(60, 7200),
    () => at + random.whole(-30, 0),
    () => Math.max(at, due - random.whole(60, 1800)),
    () => due,
    () => at + 86_400,
  ])();
  return { at, does, to };
}

function aCallback(random: Random, placer: PlacerName, number: string): CallbackStory {
  const at = random.whole(0, 120);
  const isImmediate = random.chance(0.15);
  const due = isImmediate ? at : at + random.pick([0, 1, 30, 60, 120, 600, 3600, 20_000]);
  const timeoutSeconds = agentTimeOf(placer, random.pick([0, 0, 20, 60]));
  const acts: Act[] = [];
  for (let left = random.pick([0, 0, 1, 1, 2, 3, 4]), about = due; left > 0; left--) {
    const act = anAct(random, about, at);
    acts.push(act);
    about = act.to ?? about;
  }
  if (placer === 'genesys-call' && random.chance(0.75)) {
    acts.push(...takenAt(Math.max(at, due + random.whole(-20, 120))));
  }
  acts.sort((a, b) => a.at - b.at);
  return { at, due, isImmediate, timeoutSeconds, number, acts };
}

/** An agent takes it: without one, this placer has nothing to do. */
const takenAt = (at: number): Act[] => [
  { at: Math.max(0, at - 2), does: 'alert' },
  { at, does: 'connect' },
];

const agentTimeOf = (placer: PlacerName, seconds: number) =>
  placer === 'genesys-call' && seconds === 0 ? 20 : seconds;
