import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { CallbackRecord } from '#shared/domain/conversation.ts';
import { isWaiting } from '#shared/domain/fate.ts';
import type { Call, LegFacts } from '#shared/domain/observation.ts';
import { type EpochMs, plus, seconds } from '#shared/domain/time.ts';
import type { PlacementOutcome } from '#shared/ports/placer.ts';
import {
  aCall,
  aConnectedAgentLeg,
  aCustomerLeg,
  anImmediateCustomerLeg,
  aSnapshot,
} from '#test/builders/observations.ts';
import { aScriptedPlacer, aSmallWorld } from '#test/builders/small-world.ts';
import { noon } from '#test/builders/times.ts';

/** What Genesys may make known at an instant. */
interface News {
  readonly after: number;
  readonly scheduledFor: number | undefined;
  readonly state: 'scheduled' | 'connected' | 'disconnected';
  readonly agent: { readonly connectedAt: number; readonly endedAt: number | undefined } | undefined;
  readonly calls: readonly Call[] | undefined;
  /** How much earlier than its arrival it was stamped: out of order where it is long. */
  readonly late: number;
}

const news: fc.Arbitrary<News> = fc.record({
  after: fc.integer({ min: 0, max: 400 }),
  scheduledFor: fc.constantFrom(undefined, 0, 300, 600, 900),
  state: fc.constantFrom('scheduled', 'scheduled', 'connected', 'disconnected'),
  agent: fc.option(
    fc.record({
      connectedAt: fc.integer({ min: -600, max: 900 }),
      endedAt: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
    }),
    { nil: undefined, freq: 4 },
  ),
  calls: fc.constantFrom(
    undefined,
    [],
    [aCall({ state: 'dialing' })],
    [aCall({ state: 'disconnected', connectedAt: noon(310), endedAt: noon(320) })],
  ),
  late: fc.constantFrom(0, 0, 0, 100, 500),
});

const outcome = fc.constantFrom<PlacementOutcome | Error>(
  { kind: 'placed' },
  { kind: 'placed' },
  { kind: 'refused', because: 'throttled', final: false },
  { kind: 'refused', because: 'forbidden', final: true },
  { kind: 'unknown', because: 'time-out' },
  new Error('reset'),
);

const history = fc.record({
  news: fc.array(news, { minLength: 1, maxLength: 8 }),
  answers: fc.array(outcome, { maxLength: 4 }),
  repeatable: fc.boolean(),
});

function toLegs({ scheduledFor, state, agent }: News, now: EpochMs): LegFacts[] {
  const time = scheduledFor === undefined ? {} : { scheduledFor: noon(scheduledFor) };
  const end = state === 'disconnected' ? { endedAt: now } : {};
  const customer =
    scheduledFor === undefined
      ? anImmediateCustomerLeg({ state, ...end })
      : aCustomerLeg({ state, ...time, ...end });
  if (agent === undefined) return [customer];
  const gone =
    agent.endedAt === undefined ? {} : { state: 'disconnected' as const, endedAt: noon(agent.endedAt) };
  const { scheduledFor: _, ...leg } = aConnectedAgentLeg(noon(agent.connectedAt), gone);
  return [customer, { ...leg, ...time }];
}

describe('whatever Genesys tells, and however a placer answers', () => {
  it('a callback is placed at most once, never early, never after a recorded end, and never ends silently', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ news: told, answers, repeatable }) => {
        const placer = aScriptedPlacer({ repeatable });
        /** How the requests of each placement ended so far, as far as the ledger may know. */
        const ended = new Map<string, string[]>();
        /** Requests that should not have been made, and why. What is thrown here is the placer's, and caught. */
        const wrongs: string[] = [];
        placer.answers.push(...answers);
        const world = aSmallWorld({
          ...placer,
          prepare: async (about) => {
            const place = await placer.prepare(about);
            return async (request) => {
              const state = await world.state();
              const [current] = callbacksOf(state);
              if (request.firedAt < request.due) wrongs.push('early');
              if (current?.endedAt !== undefined) wrongs.push('after its end');
              const before = ended.get(request.placementKey) ?? [];
              // Once: again only after a definite no, or the same placement key where that may be repeated.
              if (before.includes('placed')) wrongs.push('again');
              if (!repeatable && before.includes('unknown')) wrongs.push('again, in doubt');
              ended.set(request.placementKey, [...before, 'unknown']);
              const outcome = await place(request);
              ended.set(request.placementKey, [...before, outcome.kind]);
              return outcome;
            };
          },
        });
        world.clock.moveTo(noon(0));
        for (const one of told) {
          await world.passUntil(plus(world.clock.now(), seconds(one.after)));
          const now = world.clock.now();
          await world.tell(aSnapshot(toLegs(one, now), plus(now, seconds(-one.late)), one.calls));
        }
        await world.passUntil(noon(10 * 86_400));

        expect(wrongs).toEqual([]);
        const state = await world.state();
        for (const { placement, triggers } of state.callbacks) {
          expect(['placed', 'failed', 'unknown', undefined]).toContain(placement?.kind);
          // What was put off before another trigger was placed stays as it was.
          if (placement === undefined) expect(triggers.filter(({ fate }) => isWaiting(fate))).toEqual([]);
        }
        expect(state.outbox).toEqual([]);
        // Whatever was found on the way was told: one announcement for each end.
        const ends = state.callbacks.flatMap(({ triggers }) =>
          triggers.filter(({ fate }) => !isWaiting(fate)).map(({ fate }) => fate.kind),
        );
        const [doubts = [], others = []] = [true, false].map((isDoubt) =>
          world.announced().filter((one) => one.startsWith('CallbackPlacementUnknown') === isDoubt),
        );
        expect(others).toHaveLength(ends.length);
        // Doubts too, unless they were gone before anybody heard of them.
        const count = (isDoubted: (record: CallbackRecord) => boolean) =>
          state.callbacks.filter(isDoubted).length;
        expect(doubts.length).toBeGreaterThanOrEqual(count(({ placement }) => placement?.kind === 'unknown'));
        expect(doubts.length).toBeLessThanOrEqual(
          count(({ placement }) => placement?.doubtAnnounced === true),
        );
      }),
      { numRuns: 1500 },
    );
  });
});
