/** Makes up what goes wrong. */
import type { Fault, Operation } from '#local/genesys/faults.ts';
import type { Random } from '#test/simulation/random.ts';
import { type LambdaAnswer, type Mishap, PLACERS, type PlacerName, type Story } from '#test/stories/story.ts';

type Troubles = Pick<
  Story,
  | 'faults'
  | 'outages'
  | 'pauses'
  | 'mishaps'
  | 'slowRequests'
  | 'lambda'
  | 'busFailures'
  | 'switches'
  | 'tableFailures'
>;

/** Makes up the troubles of a story, most of them around an instant at which something is to happen. */
export function tellTroubles(random: Random, placer: PlacerName, around: () => number): Troubles {
  const some = <T>(most: readonly [number, ...number[]], make: () => T): T[] =>
    Array.from({ length: random.whole(0, random.pick(most)) }, make);
  return {
    faults: some([0, 1, 2, 6], () => aPlannedFault(random, placer, around)),
    outages: some([0, 0, 1, 2], () => ({
      at: around(),
      seconds: random.pick([20, 600, 18_000]),
      how: random.pick(['no-connection', 'silence', '503']),
    })),
    pauses: some([0, 0, 0, 1, 2], () => ({ at: around(), seconds: random.pick([30, 400, 7200]) })),
    mishaps: some([0, 0, 2, 5], () => aMishap(random)),
    slowRequests: some([0, 0, 2], () => ({
      nth: random.whole(1, 10),
      seconds: random.pick([5, 12, 40, 90]),
    })),
    lambda: some([4], () => random.pick(LAMBDA_ANSWERS)),
    busFailures: some([0, 0, 3], () => random.whole(1, 5)),
    switches: some([0, 0, 0, 1, 2], () => ({
      at: around() + random.whole(0, 60),
      placer: random.pick(PLACERS),
    })),
    tableFailures: some([0, 0, 3], () => ({
      nth: random.whole(1, 20),
      when: random.pick(['before', 'after']),
    })),
  };
}

const PLACES = {
  'genesys-callback': 'create-callback',
  'genesys-call': 'place-call',
  'genesys-campaign-contact': 'add-contact',
  lambda: 'get-conversation',
  'dialing-lambda': 'get-conversation',
  announce: 'get-conversation',
} as const satisfies Record<PlacerName, Operation>;

const OPERATIONS = [
  'token',
  'get-conversation',
  'get-conversation',
  'create-callback',
  'disconnect-callback',
  'place-call',
  'add-contact',
] as const;

function aPlannedFault(random: Random, placer: PlacerName, around: () => number): Story['faults'][number] {
  const operation = random.chance(0.5) ? PLACES[placer] : random.pick(OPERATIONS);
  return {
    at: random.chance(0.5) ? 0 : around(),
    operation,
    fault: aFault(random, operation),
    times: random.pick([1, 1, 2, 5, 30]),
  };
}

function aFault(random: Random, operation: Operation): Fault {
  const effect = random.chance(0.5);
  // A 404 to a clean-up says that there is nothing to clean up, which would be a lie.
  const status = random.pick(operation === 'disconnect-callback' ? [400, 403, 409] : [400, 403, 404, 409]);
  return random.pick<() => Fault>([
    () => ({ kind: 'time-out', effect }),
    () => ({ kind: 'reset', effect }),
    () => ({ kind: 'throttled', retryAfterSeconds: random.pick([0, 1, 20, 170, 200, 3600]) }),
    () => ({ kind: 'error', status: random.pick([500, 502, 503, 504, 408]), effect }),
    () => ({ kind: 'error', status, effect: false }),
    () => ({ kind: 'token-refused' }),
    () => ({ kind: 'slow', ms: random.pick([500, 8000, 9900, 10_500, 40_000]) }),
    () => ({ kind: 'malformed' }),
  ])();
}

const aMishap = (random: Random): Mishap => ({
  run: random.whole(1, 12),
  step: random.whole(1, 16),
  when: random.pick(['before', 'after']),
  how: random.pick(['dies', 'dies', 'throws', 'stalls']),
  seconds: random.pick([1, 10, 19, 21, 29, 31, 45, 200]),
});

const LAMBDA_ANSWERS: readonly [LambdaAnswer, ...LambdaAnswer[]] = [
  'placed',
  'placed',
  'unknown-done',
  'unknown-undone',
  'refused',
  'refused-final',
  'postponed',
  'throws-done',
  'throws-undone',
  'hangs',
];
