import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { createAnnouncer, EventNotTakenError } from '#shared/adapters/eventbridge/announcer.ts';
import { toPlacementOutcome } from '#shared/adapters/placers/aws-placement-failure.ts';
import { toDueAnnouncement } from '#shared/adapters/placers/request-announcement.ts';
import type { PlacementOutcome, Placer } from '#shared/ports/placer.ts';

/** Hands a due callback over as the event `CallbackDue`; whoever listens has it placed. */
export function createAnnouncePlacer(client: EventBridgeClient, busName: string): Placer {
  const announcer = createAnnouncer(client, busName);
  return {
    kind: 'announce',
    repeatable: true,
    prepare: async () => async (request) => {
      try {
        await announcer.announce(toDueAnnouncement(request));
        return { kind: 'placed' };
      } catch (error) {
        return error instanceof EventNotTakenError ? notTaken(error) : toPlacementOutcome(error);
      }
    },
  };
}

/** EventBridge answered that it did not take the event, so that it is known not to be on the bus. */
function notTaken({ code }: EventNotTakenError): PlacementOutcome {
  const passes = /Throttl|Internal|Unknown/.test(code);
  return { kind: 'refused', because: 'event-not-taken', final: !passes };
}
