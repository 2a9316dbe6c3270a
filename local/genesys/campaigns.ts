import { dial } from '#local/genesys/dial.ts';
import type { ContactList, Conversation, World } from '#local/genesys/world.ts';

/** Has the campaign that always runs on a list dial a contact, in a conversation of its own. */
export function dialContact(
  world: World,
  list: ContactList,
  { id: dialerContactId, data }: { id: string; data: Readonly<Record<string, string>> },
  now: number,
): void {
  world.agenda.at(now + world.settings.campaignMs, (at) => {
    const number = data[list.numberColumn] ?? '';
    const placementKey = data[list.placementKeyColumn];
    const conversation: Conversation = {
      id: world.newId(),
      startedAt: at,
      participants: [
        {
          id: world.newId(),
          purpose: 'customer',
          name: number,
          startedAt: at,
          attributes: { dialerContactId, dialerContactListId: list.id },
          calls: [],
        },
      ],
      lastStamp: 0,
    };
    world.conversations.set(conversation.id, conversation);
    dial(
      world,
      conversation,
      { number, by: 'campaign', ...(placementKey !== undefined && { placementKey }) },
      at,
    );
    world.tell(conversation, at);
  });
}
