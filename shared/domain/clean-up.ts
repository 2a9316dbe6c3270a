/** What is still to be done once a callback is placed: it must not be dialled by others too. */
import type { CleanUp, Conversation } from '#shared/domain/conversation.ts';
import { recordOf, withRecord } from '#shared/domain/records.ts';
import { durationMs, type EpochMs, hours, plus, seconds } from '#shared/domain/time.ts';

const LONGEST_WAIT = hours(6);

/** When it is tried again after `tries` failures: 30 s, 1, 2, 4 … min, at most 6 h. */
export const nextCleanUpAt = (tries: number, now: EpochMs): EpochMs =>
  plus(now, durationMs(Math.min(seconds(30) * 2 ** (tries - 1), LONGEST_WAIT)));

/** Writes what is still to be cleaned up; nothing, once it is done. */
export function withCleanUp(
  conversation: Conversation,
  key: string,
  cleanUp: CleanUp | undefined,
): Conversation {
  const record = recordOf(conversation, key);
  if (record?.placement?.kind !== 'placed') return conversation;
  const { cleanUp: _, ...placed } = record.placement;
  return withRecord(conversation, { ...record, placement: { ...placed, ...(cleanUp && { cleanUp }) } });
}
