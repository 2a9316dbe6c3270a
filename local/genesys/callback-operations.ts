/** The API's requests about callbacks. */
import * as v from 'valibot';
import type { Call } from '#local/genesys/api-call.ts';
import { createCallback, endCallback, rescheduleCallback } from '#local/genesys/callbacks.ts';
import { badRequest, notFound } from '#local/genesys/genesys-error.ts';
import { conversationOf, customerOf } from '#local/genesys/legs.ts';
import { parseBody } from '#local/genesys/request-body.ts';
import { selfUri, toRestConversation } from '#local/genesys/wire-conversations.ts';
import type { Conversation } from '#local/genesys/world.ts';

const MAX_AHEAD_MS = 30 * 86_400_000;
const E164 = /^\+[1-9]\d{6,14}$/;

const Text = v.optional(v.string());
const Instant = v.optional(v.pipe(v.string(), v.isoTimestamp()));

const CreateSchema = v.strictObject({
  scriptId: Text,
  queueId: Text,
  routingData: v.optional(v.looseObject({ queueId: v.string() })),
  callbackUserName: Text,
  callbackNumbers: v.optional(v.array(v.string()), []),
  callbackScheduledTime: Instant,
  countryCode: Text,
  validateCallbackNumbers: v.optional(v.boolean(), false),
  data: v.optional(v.record(v.string(), v.string()), {}),
  callerId: Text,
  callerIdName: Text,
  customerFirstCallbackDeliveryMode: Text,
});

type Wanted = v.InferOutput<typeof CreateSchema>;

/** `POST /api/v2/conversations/callbacks`: takes no key by which a repetition could be recognised. */
export function postCallback({ world, body, now }: Call): Response {
  const wanted = parseBody(CreateSchema, body);
  checkNumbers(wanted);
  const queueId = wanted.queueId ?? wanted.routingData?.queueId;
  if (queueId === undefined) throw badRequest('callback.error.missing.queue.id');
  const queue = world.queues.get(queueId);
  if (queue === undefined) throw notFound();
  const scheduledAt = scheduledTime(wanted.callbackScheduledTime, now);
  const facts = { ...factsOf(wanted), ...(scheduledAt !== undefined && { scheduledAt }) };
  return Response.json(identifiersOf(createCallback(world, { queue, ...facts }, now)));
}

function checkNumbers({ callbackNumbers, validateCallbackNumbers }: Wanted): void {
  if (callbackNumbers.length === 0) throw badRequest('callback.error.missing.callback.numbers');
  if (validateCallbackNumbers && !callbackNumbers.every((number) => E164.test(number))) {
    throw badRequest('invalid.value');
  }
}

const factsOf = ({ callbackNumbers, callbackUserName, data, scriptId, callerId, callerIdName }: Wanted) => ({
  numbers: callbackNumbers,
  attributes: data,
  timeoutSeconds: 0,
  externalCampaign: false,
  isPreview: false,
  ...(callbackUserName !== undefined && { userName: callbackUserName }),
  ...(scriptId !== undefined && { scriptId }),
  ...(callerId !== undefined && { callerId }),
  ...(callerIdName !== undefined && { callerIdName }),
});

function scheduledTime(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const scheduledAt = Date.parse(text);
  if (scheduledAt > now + MAX_AHEAD_MS) {
    throw badRequest('callback.error.scheduled.time.too.far.in.future');
  }
  return scheduledAt;
}

const TYPES = { customer: 'EXTERNAL', acd: 'ACD' } as const;

const identifiersOf = (conversation: Conversation) => ({
  conversation: { id: conversation.id, selfUri: selfUri(conversation) },
  callbackIdentifiers: conversation.participants.flatMap(({ purpose, callback }) =>
    purpose !== 'agent' && callback ? [{ type: TYPES[purpose], id: callback.id }] : [],
  ),
});

const RescheduleSchema = v.strictObject({
  conversationId: v.string(),
  agentId: v.string(),
  queueId: Text,
  callbackScheduledTime: Instant,
  countryCode: Text,
  callbackNumbers: v.optional(v.array(v.string())),
  validateCallbackNumbers: v.optional(v.boolean()),
});

/** `PATCH /api/v2/conversations/callbacks` */
export function patchCallbacks({ world, body, now }: Call): Response {
  const wanted = parseBody(RescheduleSchema, body);
  const conversation = conversationOf(world, wanted.conversationId);
  const scheduledAt = scheduledTime(wanted.callbackScheduledTime, now) ?? now;
  rescheduleCallback(world, conversation, scheduledAt, now);
  return Response.json(identifiersOf(conversation));
}

const StateSchema = v.strictObject({ state: v.literal('disconnected') });

/** `PATCH /api/v2/conversations/callbacks/{id}`: a second time it changes nothing. */
export function patchCallback({ world, body, now, id }: Call): Response {
  parseBody(StateSchema, body);
  const conversation = conversationOf(world, id);
  if (customerOf(conversation)?.callback === undefined) throw notFound();
  endCallback(world, conversation, 'client', now);
  return Response.json(toRestConversation(conversation));
}
