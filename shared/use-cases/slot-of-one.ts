import type { EpochMs } from '#shared/domain/time.ts';
import type { Dialing } from '#shared/ports/placer.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';

/** When a placer's client may make one request more. */
export const slotOfOne = (
  { pacer, clock }: Pick<AutomationDeps, 'pacer' | 'clock'>,
  placer: string,
  { requestsPerMinute }: Dialing,
): Promise<EpochMs> => pacer.takeSlot(placer, { lane: '', requestsPerMinute, requests: 1, due: clock.now() });
