/** The API's requests about conversations as a whole, calls and contacts. */
import * as v from 'valibot';
import type { Call } from '#local/genesys/api-call.ts';
import { dialContact } from '#local/genesys/campaigns.ts';
import { dial } from '#local/genesys/dial.ts';
import { badRequest, notActiveParticipant, notFound } from '#local/genesys/genesys-error.ts';
import { activeAgentOf, conversationOf, openCalls } from '#local/genesys/legs.ts';
import { userOf } from '#local/genesys/oauth.ts';
import { parseBody } from '#local/genesys/request-body.ts';
import { toRestConversation } from '#local/genesys/wire-conversations.ts';

/** `GET /api/v2/conversations/{id}` */
export const getConversation = ({ world, id }: Call): Response =>
  Response.json(toRestConversation(conversationOf(world, id)));

const CallCommandSchema = v.strictObject({ callNumber: v.string(), phoneColumn: v.optional(v.string()) });

/** `POST /api/v2/conversations/calls/{id}`: the agent who has the callback has its call placed. */
export function postCall({ world, body, now, id, token }: Call): Response {
  const userId = userOf(token);
  const { callNumber: number } = parseBody(CallCommandSchema, body);
  if (number.trim() === '') throw badRequest('invalid.value');
  const conversation = conversationOf(world, id);
  const agent = activeAgentOf(conversation);
  if (agent?.userId !== userId || agent.callback?.state !== 'connected') throw notActiveParticipant();
  if (openCalls(conversation).length > 0) {
    throw badRequest('conversation.error.callback.call.cannot.be.placed');
  }
  dial(world, conversation, { number, by: 'agent', agent }, now);
  world.tell(conversation, now);
  return Response.json(toRestConversation(conversation));
}

const ContactsSchema = v.pipe(
  v.array(
    v.strictObject({
      id: v.optional(v.string()),
      data: v.record(v.string(), v.string()),
      callable: v.optional(v.boolean()),
    }),
  ),
  v.minLength(1),
);

/** `POST /api/v2/outbound/contactlists/{id}/contacts`: every contact is dialled, a repeated one again. */
export function postContacts({ world, body, now, id }: Call): Response {
  const list = world.contactLists.get(id);
  if (list === undefined) throw notFound();
  const contacts = parseBody(ContactsSchema, body).map(({ id: known, data }) => ({
    id: known ?? world.newId(),
    data,
  }));
  if (contacts.some(({ data }) => !data[list.numberColumn]?.trim())) throw badRequest('invalid.value');
  for (const contact of contacts) dialContact(world, list, contact, now);
  return Response.json(
    contacts.map(({ id: contactId, data }) => ({
      id: contactId,
      contactListId: id,
      data,
      callable: true,
      selfUri: `/api/v2/outbound/contactlists/${id}/contacts/${contactId}`,
    })),
  );
}
