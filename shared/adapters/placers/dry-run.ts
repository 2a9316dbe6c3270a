import type { Placer } from '#shared/ports/placer.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

/** Only logs what would have been placed, by ids alone. */
export function createDryRunPlacer(telemetry: Telemetry): Placer {
  return {
    kind: 'dry-run',
    repeatable: true,
    prepare: async () => async (request) => {
      const { placementKey, conversationId, trigger, attempt, automation, queueId } = request;
      telemetry.info('placement.rehearsed', {
        placementKey,
        conversationId,
        trigger,
        attempt,
        automation,
        queueId,
        hasNumber: request.number !== undefined,
      });
      return { kind: 'placed' };
    },
  };
}
