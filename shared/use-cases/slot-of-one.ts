import { UPKEEP, upkeepRate } from '#shared/domain/pacing.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Dialing } from '#shared/ports/placer.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';

/** When a client may make one request more, beside those that are planned for placements. */
export const slotOfOne = (
  { pacer, clock }: Pick<AutomationDeps, 'pacer' | 'clock'>,
  { client, requestsPerMinute }: Dialing,
): Promise<EpochMs> =>
  pacer.takeSlot(client, {
    lane: UPKEEP,
    requestsPerMinute: upkeepRate(requestsPerMinute),
    requests: 1,
    due: clock.now(),
  });
