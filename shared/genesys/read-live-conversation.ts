import type { Observation } from '#shared/domain/observation.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { fingerprintOf } from '#shared/genesys/fingerprint.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';

/**
 * Reads what Genesys answers when it is asked for a conversation. `undefined` for anything but that very conversation
 * with its callbacks and calls: who acts on it must be sure of what it says.
 */
export function readLiveConversation(
  text: string,
  conversationId: string,
  stampedAt: EpochMs,
): Observation | undefined {
  const parsed = parseNotification(text, conversationId);
  if (parsed.kind !== 'one' || parsed.element.kind !== 'observed') return undefined;
  const { observation } = parsed.element;
  const { told } = observation;
  if (told.kind !== 'snapshot' || told.calls === undefined) return undefined;
  return { ...observation, stampedAt, fingerprint: fingerprintOf(stampedAt, conversationId, told) };
}
