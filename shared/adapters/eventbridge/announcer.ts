import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { toEntry } from '#shared/adapters/eventbridge/announcement-entry.ts';
import type { Announcer } from '#shared/ports/announcer.ts';

/** The bus took the call but not the event. `code` is EventBridge's word for why. */
export class EventNotTakenError extends Error {
  override readonly name = 'EventNotTakenError';
  readonly code: string;

  constructor(code: string) {
    super('The event bus did not take an event.');
    this.code = code;
  }
}

/** Announces on an EventBridge bus. */
export function createAnnouncer(client: EventBridgeClient, busName: string): Announcer {
  return {
    async announce(announcement) {
      const answer = await client.send(new PutEventsCommand({ Entries: [toEntry(announcement, busName)] }));
      if (answer.FailedEntryCount !== 0) {
        throw new EventNotTakenError(answer.Entries?.[0]?.ErrorCode ?? 'Unknown');
      }
    },
  };
}
