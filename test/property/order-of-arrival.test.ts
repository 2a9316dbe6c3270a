import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createMemoryTimerQueue } from '#shared/adapters/memory/memory-timer-queue.ts';
import type { Conversation, Register } from '#shared/domain/conversation.ts';
import { fold, type Known } from '#shared/domain/fold.ts';
import type { Call, LegFacts, LegState, Observation, Told } from '#shared/domain/observation.ts';
import { epochMs, seconds } from '#shared/domain/time.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { createDynaliteTable, type DynaliteTable } from '#test/builders/dynalite-table.ts';
import { NOON, noon } from '#test/builders/times.ts';

const instant = fc.integer({ min: -600, max: 600 }).map((second) => noon(second));
const state = fc.constantFrom<LegState>('scheduled', 'alerting', 'connected', 'disconnected', 'terminated');

const legFacts = (purposes: readonly LegFacts['purpose'][]): fc.Arbitrary<LegFacts> =>
  fc.record(
    {
      purpose: fc.constantFrom(...purposes),
      participantId: fc.constantFrom('p1', 'p2', 'p3'),
      communicationId: fc.constantFrom('c1', 'c2', 'c3'),
      state,
      scheduledFor: instant,
      timeout: fc.constantFrom(seconds(0), seconds(30)),
      connectedAt: instant,
      endedAt: instant,
      queueId: fc.constantFrom('q1', 'q2'),
      userId: fc.constantFrom('u1', 'u2'),
      sessionEnded: fc.constant(true as const),
    },
    { requiredKeys: ['communicationId', 'purpose'] },
  ) as fc.Arbitrary<LegFacts>;

const call: fc.Arbitrary<Call> = fc.record({
  id: fc.constantFrom('call1', 'call2'),
  state,
  direction: fc.constantFrom('inbound' as const, 'outbound' as const),
  connectedAt: instant,
});

const told: fc.Arbitrary<Told> = fc.oneof(
  fc.record({
    kind: fc.constant('snapshot' as const),
    legs: fc.array(legFacts(['customer', 'acd', 'agent']), { minLength: 1, maxLength: 4 }),
    calls: fc.option(fc.array(call, { maxLength: 3 }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('leg' as const), leg: legFacts(['customer', 'acd', 'agent']) }),
);

/** Stamped notifications of one conversation; stamps collide often, fingerprints never. */
const history: fc.Arbitrary<Observation[]> = fc
  .array(fc.tuple(told, fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 8 })
  .map((parts) =>
    parts.map(([one, second], index) => ({
      conversationId: 'conversation',
      stampedAt: noon(second),
      recordedAt: undefined,
      fingerprint: `fingerprint${index}`,
      told: one,
    })),
  );

/** The history, and the same in any order with repetitions. */
const deliveries = history.chain((observations) =>
  fc.tuple(
    fc.constant(observations),
    fc
      .array(fc.constantFrom(...observations), { maxLength: 6 })
      .chain((again) =>
        fc.shuffledSubarray([...observations, ...again], { minLength: observations.length + again.length }),
      ),
  ),
);

/** What must not depend on arrivals: everything but the instants of arrival themselves. */
function known({ customerLegs, otherLegs, calls, joined }: Known) {
  const strip = <T>(register: Register<T> | undefined) =>
    register && {
      value: register.value,
      stampedAt: register.order.stampedAt,
      fingerprint: register.order.fingerprint,
    };
  return {
    customerLegs: strip(customerLegs),
    otherLegs: strip(otherLegs),
    calls: strip(calls),
    joined: joined.map(({ id, layers }) => ({ id, layers: layers.map(strip) })),
  };
}

const folded = (observations: readonly Observation[]): Known =>
  observations.reduce<Known>(
    (before, { told: one, stampedAt = NOON, fingerprint }) =>
      fold(before, one, { stampedAt, arrivedAt: NOON, fingerprint }),
    { customerLegs: undefined, otherLegs: undefined, calls: undefined, joined: [] },
  );

describe('what is known of a conversation, for stamped notifications', () => {
  it('is the same whatever their order and however often each arrives', () => {
    fc.assert(
      fc.property(deliveries, ([once, redelivered]) => {
        expect(known(folded(redelivered))).toEqual(known(folded(once)));
      }),
      { numRuns: 2000 },
    );
  });

  describe('with real writes', () => {
    let table: DynaliteTable;
    beforeAll(async () => {
      table = await createDynaliteTable();
    });
    afterAll(() => table.close());

    it('is what folding them in any order gives', async () => {
      const store = createConversationStore(table.client, table.tableName);
      const record = createRecordNotification({
        store,
        timers: createMemoryTimerQueue(),
        clock: createMemoryClock(epochMs(NOON + 60_000)),
        telemetry: createMemoryTelemetry(),
        random: () => 0.5,
      });
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(deliveries, async ([once, redelivered]) => {
          const conversationId = `conversation-${++runs}`;
          for (const observation of redelivered) await record({ ...observation, conversationId });
          const stored = (await store.load(conversationId)) as Conversation;
          expect(known(stored)).toEqual(known(folded(once)));
        }),
        { numRuns: 150 },
      );
    });
  });
});
