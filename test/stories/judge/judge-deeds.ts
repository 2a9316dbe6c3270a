import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import type { Deed } from '#test/stories/truth.ts';
import type { World } from '#test/stories/world.ts';

/** Whether a second hand-over of one placement makes no second call. */
export const isRepeatable = ({ placer }: Pick<Deed, 'placer'>): boolean => placer === 'announce';

/** Nobody is called twice, too early, or against what Genesys says in that moment. */
export function judgeDeeds({ truth }: World): Violation[] {
  const { deeds } = truth;
  const byKey = Map.groupBy(deeds, ({ request }) => request.placementKey);
  const repeated = [...byKey.values()].filter((some) => some.length > 1 && !some.every(isRepeatable));
  const byTime = Map.groupBy(
    deeds.filter(({ request, live }) => live && request.trigger === 'scheduled'),
    ({ request, live }) => `${request.conversationId} ${live?.scheduledAt}`,
  );
  const again = [...byTime.values()].filter(
    (some) => new Set(some.map(({ request }) => request.placementKey)).size > 1,
  );
  return [
    ...repeated.map((some) => violation('two-calls', some)),
    ...again.map((some) => violation('two-calls-for-one-time', some)),
    ...deeds.flatMap(judgeDeed),
    ...judgeCalls(truth),
  ];
}

const asksLive = ({ placer }: Deed) => placer !== 'announce' && placer !== 'lambda';

function judgeDeed(deed: Deed): Violation[] {
  const { request, live, at } = deed;
  if (at < request.due) return [violation('before-its-due', deed)];
  if (!asksLive(deed)) return [];
  if (live === undefined) return [violation('no-live-check', deed)];
  if (!live.isOpen) return [violation('placed-though-ended', deed)];
  if (live.isCalled) return [violation('placed-though-called', deed)];
  const isMoved = request.trigger === 'scheduled' && live.scheduledAt > live.at;
  return isMoved ? [violation('placed-though-moved', deed)] : [];
}

/** No two telephones ring for one placement, and none for no reason, whatever the deeds say. */
function judgeCalls({ calls, deeds }: World['truth']): Violation[] {
  const byKey = Map.groupBy(
    calls().filter(({ placementKey }) => placementKey !== undefined),
    ({ placementKey }) => placementKey,
  );
  const unaccounted = calls().filter(
    (call) =>
      !deeds.some(
        ({ request }) =>
          request.placementKey === call.placementKey || request.conversationId === call.conversationId,
      ),
  );
  return [
    ...[...byKey.values()].filter((some) => some.length > 1).map((some) => violation('rang-twice', some)),
    ...unaccounted.map((call) => violation('call-out-of-nowhere', call)),
  ];
}
