import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Announcement } from '#shared/domain/announcement.ts';
import { toIso } from '#shared/domain/time.ts';

/** `source` of every event that we put on the bus. */
export const EVENT_SOURCE = 'callback-automation';

const SCHEMA_VERSION = 1;

/** Writes an announcement as an event of the stack's own bus. */
export function toEntry(announcement: Announcement, busName: string): PutEventsRequestEntry {
  const { type, conversationId, callbackKey, placementKey, trigger, outcome } = announcement;
  const { reason, automation, queueId } = announcement;
  return {
    EventBusName: busName,
    Source: EVENT_SOURCE,
    DetailType: type,
    Detail: JSON.stringify({
      schemaVersion: SCHEMA_VERSION,
      conversationId,
      callbackKey,
      placementKey,
      due: toIso(announcement.due),
      trigger,
      firedAt: toIso(announcement.firedAt),
      outcome,
      ...(reason !== undefined && { reason }),
      ...(automation !== undefined && { automation }),
      ...(queueId !== undefined && { queueId }),
    }),
  };
}
