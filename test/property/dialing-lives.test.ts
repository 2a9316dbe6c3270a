/** Lives of callbacks that are dialled through Genesys, of which there is a small model that knows what really happened. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallbackRecord } from '#shared/domain/conversation.ts';
import { isWaiting } from '#shared/domain/fate.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Call, LegFacts } from '#shared/domain/observation.ts';
import { durationMs, type EpochMs, hours, latest, plus, seconds } from '#shared/domain/time.ts';
import type { PlacementOutcome, PlacementRequest } from '#shared/ports/placer.ts';
import {
  aCall,
  aConnectedAgentLeg,
  aCustomerLeg,
  anImmediateCustomerLeg,
  aSnapshot,
  CONVERSATION,
} from '#test/builders/observations.ts';
import { aDialingWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

/** What a request to place does, and how it looks to whoever made it. */
interface Fault {
  /** Seconds until the call is made; never, if undefined. */
  readonly effectAfter: number | undefined;
  readonly outcome: PlacementOutcome | 'throws' | 'dies';
}

const noEffect = (outcome: Fault['outcome']): Fault => ({ effectAfter: undefined, outcome });
const timeOut = { kind: 'unknown', because: 'time-out' } as const;

const fault = fc.oneof(
  fc.constantFrom<Fault>(
    { effectAfter: 0, outcome: { kind: 'placed' } },
    noEffect({ kind: 'refused', because: 'conflict', final: false }),
    noEffect({ kind: 'refused', because: 'forbidden', final: true }),
    noEffect({ kind: 'postponed', because: 'throttled', retryAfter: seconds(90) }),
  ),
  fc.record<Fault>({
    // Genesys may take its time, but not longer than it is waited for before absence counts.
    effectAfter: fc.constantFrom(undefined, 0, 8, 29, 100),
    outcome: fc.constantFrom<Fault['outcome']>(timeOut, 'throws', 'dies'),
  }),
);

/** How a question to Genesys ends. */
const question = fc.constantFrom('answered', 'answered', 'answered', 'unanswered', 'slow', 'very slow');

/** Something that happens at Genesys, and how we hear of it. */
const event = fc.record({
  after: fc.integer({ min: 0, max: 300 }),
  what: fc.constantFrom('nothing', 'nothing', 'moved', 'moved', 'cancelled', 'reopened', 'agent', 'on-line'),
  movedTo: fc.constantFrom(undefined, 0, 30, 60, 61, 300, 900),
  heard: fc.constantFrom('at once', 'at once', 'later', 'twice', 'never'),
});

const history = fc.record({
  events: fc.array(event, { maxLength: 8 }),
  faults: fc.array(fault, { maxLength: 5 }),
  questions: fc.array(question, { maxLength: 12 }),
  /** Whether a notification comes while a request is under way. */
  races: fc.array(fc.boolean(), { maxLength: 12 }),
  callsShow: fc.constantFrom('in-conversation', 'elsewhere'),
  cleansUp: fc.boolean(),
  isHeardElsewhere: fc.boolean(),
  operatorAfter: fc.option(fc.integer({ min: 0, max: 48 }), { nil: undefined }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;
type Event = History['events'][number];

/** What really is, at Genesys. */
function aTruth() {
  let leg: LegFacts = aCustomerLeg();
  let agents: readonly LegFacts[] = [];
  let inbound: readonly Call[] = [];
  const effects: { readonly placementKey: string; readonly at: EpochMs }[] = [];

  function happen({ what, movedTo }: Event, now: EpochMs): void {
    const { state: _, endedAt: __, scheduledFor: ___, ...rest } = leg;
    const timed = { ...rest, ...(leg.scheduledFor !== undefined && { scheduledFor: leg.scheduledFor }) };
    if (what === 'cancelled') leg = { ...leg, state: 'disconnected', endedAt: now };
    if (what === 'reopened') leg = { ...timed, state: 'scheduled' };
    if (what === 'moved') {
      // Agents who were connected before had the earlier callback.
      agents = [];
      leg = movedTo === undefined ? anImmediateCustomerLeg() : aCustomerLeg({ scheduledFor: noon(movedTo) });
    }
    const { scheduledFor: ____, timeout: _____, ...agent } = aConnectedAgentLeg(now);
    const time = leg.scheduledFor === undefined ? {} : { scheduledFor: leg.scheduledFor };
    if (what === 'agent') agents = agents.length > 0 ? [] : [{ ...agent, ...time }];
    if (what === 'on-line') {
      inbound = inbound.length > 0 ? [] : [aCall({ id: 'inbound', direction: 'inbound', startedAt: now })];
    }
  }

  return {
    effects,
    happen,
    legs: () => [leg, ...agents],
    /** Ends the customer's own call. */
    hangUp: () => {
      inbound = [];
    },
    /** What speaks against a call at an instant, whatever we heard. */
    objections: (now: EpochMs) => [
      ...(leg.state === 'disconnected' ? ['ended'] : []),
      ...((leg.scheduledFor ?? now) > now ? ['too early'] : []),
      // Of an immediate one nobody can tell whether an agent, who connected before it was told of, had the one before.
      ...(agents.length > 0 && leg.scheduledFor !== undefined ? ['with an agent'] : []),
      ...(inbound.length > 0 ? ['on the line'] : []),
    ],
    calls: (now: EpochMs, isShown: boolean): readonly Call[] => [
      ...inbound,
      ...effects
        .filter(({ at }) => isShown && at <= now)
        .map(({ at }, index) =>
          aCall({
            id: `call-${index}`,
            startedAt: at,
            ...(plus(at, seconds(40)) <= now
              ? { state: 'disconnected', endedAt: plus(at, seconds(40)) }
              : { state: 'connected' }),
          }),
        ),
    ],
  };
}

const anotherConversation = '7b3c2b3e-3f3a-4b0e-9d5f-0f7d1f6f2a10';

/** Plays a history through, and answers what is known and what really happened. */
async function play({ events, faults, questions, races, ...traits }: History) {
  const { callsShow, cleansUp, isHeardElsewhere, operatorAfter } = traits;
  const truth = aTruth();
  const isShown = callsShow === 'in-conversation';
  // There is nothing to clean up where the call is made in the callback itself.
  const world = aDialingWorld({ callsShow, cleansUp: cleansUp && !isShown, requestsPerMinute: 10_000 });
  const { clock, genesys } = world;
  const scripts = { faults: [...faults], questions: [...questions], races: [...races] };
  let isDead = false;
  /** Whether Genesys answered since the last request. */
  let isAnswered = false;
  /** Calls that should not have been made, and why. */
  const wrongs: string[] = [];

  const snapshot = () => aSnapshot(truth.legs(), clock.now(), truth.calls(clock.now(), isShown));
  const race = async () => {
    if (scripts.races.shift()) await world.tell(snapshot());
  };
  genesys.meanwhile = async () => {
    const how = scripts.questions.shift() ?? 'answered';
    await race();
    genesys.legs = truth.legs();
    genesys.calls = truth.calls(clock.now(), isShown);
    isAnswered = how !== 'unanswered';
    genesys.answer = how === 'unanswered' ? { kind: 'no-answer', because: 'time-out' } : undefined;
    if (how.endsWith('slow')) clock.moveTo(plus(clock.now(), seconds(how === 'slow' ? 15 : 40)));
  };

  async function place(request: PlacementRequest): Promise<PlacementOutcome> {
    const { effectAfter, outcome } = scripts.faults.shift() ?? {
      effectAfter: 0,
      outcome: { kind: 'placed' },
    };
    wrongs.push(...truth.objections(clock.now()), ...(isAnswered ? [] : ['not asked']));
    isAnswered = false;
    if (effectAfter !== undefined) {
      truth.effects.push({ placementKey: request.placementKey, at: plus(clock.now(), seconds(effectAfter)) });
    }
    await race();
    isDead = outcome === 'dies';
    if (outcome === 'throws' || outcome === 'dies') throw new Error(outcome);
    if (outcome.kind === 'unknown') clock.moveTo(plus(clock.now(), seconds(10)));
    return outcome;
  }
  world.deps.placers.set('scripted', { ...world.placer, prepare: async () => place });

  // Whoever dies saves nothing any more.
  const { store } = world.table;
  const mortal = {
    load: store.load,
    saveIfUnchanged: (conversation: Parameters<typeof store.saveIfUnchanged>[0]) =>
      isDead ? Promise.reject(new Error('dead')) : store.saveIfUnchanged(conversation),
  };
  Object.assign(world.deps, { store: mortal });

  async function passUntil(instant: EpochMs): Promise<void> {
    for (let looks = 0; looks < 1000; looks++) {
      const look = nextLook(await world.state());
      if (look === undefined || look.at > instant) break;
      clock.moveTo(latest(clock.now(), look.at));
      await world.runTimers([{ conversationId: CONVERSATION, at: look.at }]).catch((error: unknown) => {
        if (!isDead) throw error;
      });
      isDead = false;
    }
    clock.moveTo(latest(clock.now(), instant));
  }

  clock.moveTo(noon(-60));
  await world.tell(snapshot());
  let late: ReturnType<typeof snapshot>[] = [];
  for (const one of events) {
    await passUntil(plus(clock.now(), seconds(one.after)));
    truth.happen(one, clock.now());
    const news = snapshot();
    const arriving = [...(one.heard === 'at once' || one.heard === 'twice' ? [news] : []), ...late];
    late = one.heard === 'later' || one.heard === 'twice' ? [news] : [];
    for (const observation of arriving) await world.tell(observation);
  }
  for (const observation of late) await world.tell(observation);
  truth.hangUp();
  await passUntil(plus(latest(clock.now(), NOON), hours(1)));
  await world.tell(snapshot());

  if (!isShown && isHeardElsewhere) {
    for (const { placementKey } of truth.effects) {
      const leg = aCustomerLeg({ participantId: 'other', placementKey });
      await world.tell({ ...aSnapshot([leg], clock.now()), conversationId: anotherConversation });
    }
  }
  if (operatorAfter !== undefined) {
    await passUntil(plus(clock.now(), hours(operatorAfter)));
    for (const { key, placement } of (await world.state()).callbacks) {
      // Operators find out what happened before they say a word.
      const isMade = truth.effects.some((effect) => effect.placementKey === placement?.placementKey);
      await world.decide(isMade ? 'placed' : operatorAfter % 2 === 0 ? 'place-again' : 'give-up', key);
    }
  }
  await passUntil(plus(clock.now(), durationMs(hours(24) * 10)));
  return { world, truth, wrongs, state: await world.state() };
}

/** Whether a callback has come to one of the ends that there are. */
function hasEnded({ placement, triggers }: CallbackRecord): boolean {
  if (placement?.kind === 'placed') return placement.cleanUp === undefined;
  if (placement?.kind === 'unknown') return placement.doubtAnnounced === true;
  return (
    placement?.kind === 'failed' ||
    (placement === undefined && triggers.every(({ fate }) => !isWaiting(fate)))
  );
}

describe('whatever happens at Genesys, whatever we hear of it, and however requests end', () => {
  it('no callback is called twice, early, unasked or against what Genesys shows, and each comes to an end that is told', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (told) => {
        const { world, truth, wrongs, state } = await play(told);
        expect(wrongs).toEqual([]);

        const made = truth.effects.map(({ placementKey }) => placementKey);
        expect(made).toEqual([...new Set(made)]);

        expect(state.callbacks.filter((record) => !hasEnded(record))).toEqual([]);
        expect(state.outbox).toEqual([]);
        expect(nextLook(state)).toBeUndefined();

        // Nothing is said not to have been called that was, but on an operator's word.
        for (const { placement } of state.callbacks) {
          if (placement?.kind === 'failed') expect(made).not.toContain(placement.placementKey);
        }
        const known = state.callbacks.flatMap(({ placement }) => placement?.placementKey ?? []);
        expect(made.filter((key) => !known.includes(key))).toEqual([]);
        const types = new Set(world.announcer.announced.map(({ type }) => type));
        if (made.length > 0) {
          expect(types.has('CallbackPlaced') || types.has('CallbackPlacementUnknown')).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
