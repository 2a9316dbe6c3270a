import {
  type Fault,
  type History,
  type Outage,
  PORTS,
  type Port,
  type Trouble,
} from '#test/simulation/history.ts';
import type { Random } from '#test/simulation/random.ts';

type Troubles = Pick<History, 'wire' | 'queue' | 'sweeps' | 'faults' | 'outages' | 'pauses'>;

/** Makes up what goes wrong, most of it around an instant at which something is to happen. */
export function tellTroubles(random: Random, around: () => number): Troubles {
  const some = <T>(most: readonly [number, ...number[]], make: () => T): T[] =>
    Array.from({ length: random.whole(0, random.pick(most)) }, make);
  return {
    wire: {
      isStamped: random.chance(0.85),
      from: random.chance(0.1) ? around() : 0,
      copies: random.pick([1, 1, 2, 3]),
      jitter: random.pick([0, 0, 1, 8, 90]),
      late: some([0, 0, 0, 2], () => ({
        nth: random.whole(1, 8),
        seconds: random.pick([20, 600, 86_400, 259_200]),
      })),
      held: some([0, 0, 2], () => ({
        topic: random.pick(['callbacks', 'all-media', 'detail-events']),
        at: random.pick([0, around()]),
        seconds: random.pick([30, 300, 4000]),
      })),
    },
    queue: {
      lost: random.pick([0, 0, 0.2, 0.6]),
      twice: random.pick([0, 0.3, 1]),
      late: random.pick([0, 0, 3, 30]),
    },
    sweeps: {
      missing: random.pick([0, 0, 0.3]),
      twice: random.pick([0, 0, 0.5]),
      late: random.pick([0, 20, 59]),
    },
    faults: some([1, 2, 3, 6], () => aFault(random)),
    outages: some([0, 0, 0, 1], () => anOutage(random, around())),
    pauses: some([0, 0, 0, 0, 1], () => ({ at: around(), seconds: random.pick([30, 400, 3600]) })),
  };
}

const TROUBLES = [
  'fails-before',
  'fails-after',
  'throttled',
  'times-out',
  'times-out-done',
  'dies-before',
  'dies-after',
  'dies-after',
  'stalls',
] as const satisfies readonly Trouble[];

const anOutage = (random: Random, at: number): Outage => ({
  port: random.pick(PORTS),
  at,
  seconds: random.pick([3, 30, 300]),
  how: random.pick(['fails-before', 'fails-after', 'throttled', 'times-out']),
});

/** How many calls of a kind a history has, in most cases. */
const CALLS: Readonly<Record<Port, number>> = {
  store: 25,
  index: 12,
  queue: 8,
  bus: 3,
  settings: 4,
  rates: 6,
  customers: 2,
  genesys: 5,
  target: 3,
};

/** What becomes of a request to place is what matters most. */
function aFault(random: Random): Fault {
  const port = random.chance(0.3) ? 'target' : random.pick(PORTS);
  const how = port === 'target' && random.chance(0.6) ? random.pick(IN_THE_DARK) : random.pick(TROUBLES);
  const seconds = random.pick([1, 6, 12, 21, 31, 45, 95, 200]);
  return { port, call: random.whole(1, CALLS[port]), how, seconds };
}

const IN_THE_DARK = [
  'fails-after',
  'times-out-done',
  'times-out',
  'dies-after',
] as const satisfies readonly Trouble[];
