import type { Trigger } from '#shared/domain/conversation.ts';
import { type EpochMs, minutes, plus, seconds } from '#shared/domain/time.ts';
import type { History } from '#test/simulation/history.ts';

/** Until when something may be placed that nothing held up. */
export const latestFor = (
  { maxLateness }: History,
  { trigger, due }: { readonly trigger: Pick<Trigger, 'kind'>; readonly due: EpochMs },
): EpochMs => plus(due, trigger.kind === 'timeout' ? minutes(3) : seconds(maxLateness));
