/** Every fault at every step of every Genesys placer, and how often the customer's telephone rang. */
import { describe, expect, it } from 'vitest';
import type { Fault, Operation } from '#local/genesys/faults.ts';
import {
  aDueCallback,
  aGenesysWorld,
  GENESYS_PLACERS,
  type GenesysPlacer,
  type GenesysWorldOptions,
} from '#test/builders/genesys-world.ts';
import { noon } from '#test/builders/times.ts';

const FAULTS: Readonly<Record<string, Fault>> = {
  'no answer, and nothing done': { kind: 'time-out', effect: false },
  'no answer, but done': { kind: 'time-out', effect: true },
  'a reset, and nothing done': { kind: 'reset', effect: false },
  'a reset, but done': { kind: 'reset', effect: true },
  '429 for 20 s': { kind: 'throttled', retryAfterSeconds: 20 },
  '429 for an hour': { kind: 'throttled', retryAfterSeconds: 3600 },
  '500, and nothing done': { kind: 'error', status: 500, effect: false },
  '500, but done': { kind: 'error', status: 500, effect: true },
  '503, and nothing done': { kind: 'error', status: 503, effect: false },
  '503, but done': { kind: 'error', status: 503, effect: true },
  '504, but done': { kind: 'error', status: 504, code: 'request.timeout', effect: true },
  'an expired token': { kind: 'token-refused' },
  'a slow answer': { kind: 'slow', ms: 9000 },
  'an answer that is no JSON': { kind: 'malformed' },
};

const PLACES: Readonly<Record<GenesysPlacer, Operation>> = {
  'genesys-callback': 'create-callback',
  'genesys-call': 'place-call',
  'genesys-campaign-contact': 'add-contact',
};

const stepsOf = (placer: GenesysPlacer): readonly Operation[] => [
  'token',
  'get-conversation',
  PLACES[placer],
  ...(placer === 'genesys-call' ? [] : (['disconnect-callback'] as const)),
];

interface Case {
  readonly placer: GenesysPlacer;
  readonly operation: Operation;
  readonly what: string;
  readonly fault: Fault;
  readonly times: number;
}

const CASES: readonly Case[] = GENESYS_PLACERS.flatMap((placer) =>
  stepsOf(placer).flatMap((operation) =>
    Object.entries(FAULTS).flatMap(([what, fault]) =>
      [1, 3].map((times) => ({ placer, operation, what, fault, times })),
    ),
  ),
);

/** Nobody can tell from the answer whether the request did anything. */
const isAmbiguous = ({ kind }: Fault) => kind === 'time-out' || kind === 'reset' || kind === 'error';

/** How often the customer is called, and what is said of it in the end. */
function expectedOf({ placer, operation, fault, times }: Case): {
  readonly calls: number;
  readonly told: string;
} {
  const isPlacement = operation === PLACES[placer];
  // An agent's timeout is too late after 3 minutes: what Genesys puts off for an hour is, and a third retry.
  const isPutOff = fault.kind === 'throttled' && fault.retryAfterSeconds > 180 && operation !== 'token';
  if (placer === 'genesys-call' && isPutOff) return { calls: 0, told: 'CallbackPlacementFailed' };
  if (!isPlacement || !isAmbiguous(fault)) return { calls: 1, told: 'CallbackPlaced' };
  const isDone = 'effect' in fault && fault.effect;
  // No conversation of a campaign carries our key, and no call where calls show elsewhere is no evidence.
  if (placer === 'genesys-campaign-contact')
    return { calls: Number(isDone), told: 'CallbackPlacementUnknown' };
  if (isDone) return { calls: 1, told: 'CallbackPlaced' };
  if (placer === 'genesys-callback') return { calls: 0, told: 'CallbackPlacementUnknown' };
  // Where calls show in the conversation, one that doesn't is made again.
  return times === 1 ? { calls: 1, told: 'CallbackPlaced' } : { calls: 0, told: 'CallbackPlacementFailed' };
}

const EIGHT_DAYS = 8 * 86_400;
const NUMBER = '+13175550123';

/** How the callback ended, without what was left to the agents before. */
const endOf = (announced: readonly string[]) =>
  announced.filter((one) => !one.startsWith('CallbackLeft')).map((one) => one.split(':')[0]);

async function livesThrough(one: Case, options: GenesysWorldOptions = {}) {
  const world = aGenesysWorld(options);
  const callback = await aDueCallback(world, one.placer);
  const { operation, fault, times } = one;
  if (operation === 'token') world.genesys.control.expireTokens();
  world.genesys.control.fail({ operation, fault, times });
  await world.passUntil(callback.at(EIGHT_DAYS));
  return { world, ...callback };
}

describe('whatever goes wrong between us and Genesys', () => {
  it.each(CASES)(
    '$placer: $operation meets $what, $times times: one call at most, and a true word',
    async (one) => {
      const { world, conversationId, number } = await livesThrough(one);
      const { calls, told } = expectedOf(one);
      expect(world.callsTo(number)).toHaveLength(calls);
      const ends = endOf(world.announced(conversationId));
      expect(ends.at(-1)).toBe(told);
      // What was told to be unknown for long may be found out later; nothing else changes.
      expect(ends.slice(0, -1).filter((one) => one !== 'CallbackPlacementUnknown')).toEqual([]);
    },
  );
});

const PLACEMENTS = CASES.filter(
  ({ placer, operation, times }) => operation === PLACES[placer] && times === 1,
);

describe('whatever becomes of the notifications meanwhile', () => {
  it.each(PLACEMENTS)('twice each and out of order: $placer meets $what', async (one) => {
    const settings = { copies: 2, jitterMs: 45_000 };
    const { world, conversationId, number } = await livesThrough(one, { settings });
    expect(world.callsTo(number).length).toBeLessThanOrEqual(1);
    expect(world.announced(conversationId)).not.toEqual([]);
  });

  it.each(PLACEMENTS)('none arrives after the due: $placer meets $what', async (one) => {
    let isLost = false;
    const world = aGenesysWorld({ wire: (body) => (isLost ? [] : [body]) });
    const { conversationId, number, at } = await aDueCallback(world, one.placer);
    isLost = true;
    const { operation, fault, times } = one;
    world.genesys.control.fail({ operation, fault, times });
    await world.passUntil(at(EIGHT_DAYS));
    const { calls } = expectedOf(one);
    expect(world.callsTo(number)).toHaveLength(calls);
    const told = endOf(world.announced(conversationId)).at(-1);
    // A call in the callback's own conversation is seen by asking; what was made elsewhere is told by nobody.
    const isSeen = one.placer === 'genesys-call' || !isAmbiguous(one.fault);
    expect(told).toBe(isSeen ? expectedOf(one).told : 'CallbackPlacementUnknown');
  });
});

/** Takes fields out of a body, wherever they are, and lets every callback in it be one that automations take. */
const disguised = (body: string, missing: readonly string[]) =>
  JSON.stringify(JSON.parse(body), (name, value) => {
    if (missing.includes(name)) return undefined;
    return value?.callbackNumbers === undefined ? value : { ...value, automatedCallbackConfigId: 'taken' };
  });

const ALL_TOPICS = ['callbacks', 'all-media', 'detail-events'] as const;

const SHAPES = [[], ['attributes'], ['queue', 'queueId'], ['attributes', 'queue', 'queueId']].flatMap(
  (missing) =>
    [[...ALL_TOPICS], ...ALL_TOPICS.map((topic) => [topic])].map((topics) => ({ missing, topics })),
);

const conversationOf = (body: string): string => {
  const { eventBody } = JSON.parse(body).detail;
  return eventBody.conversationId ?? eventBody.id;
};

describe('a callback that we made ourselves', () => {
  it.each(SHAPES)(
    'is never placed again, told of by $topics without $missing',
    async ({ missing, topics }) => {
      let original = '';
      const world = aGenesysWorld({
        settings: { topics: [...topics], answers: false },
        wire: (body) => [conversationOf(body) === original ? body : disguised(body, missing)],
      });
      original = world.genesys.control.createCallback({ number: NUMBER, inSeconds: 60 });
      await world.passUntil(noon(-3600 + EIGHT_DAYS));
      expect(world.callsTo(NUMBER)).toHaveLength(1);
      expect(world.genesys.control.conversations()).toHaveLength(2);
    },
  );
});
