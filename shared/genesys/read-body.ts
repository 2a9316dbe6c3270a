import type * as v from 'valibot';
import type { CustomerReached } from '#shared/domain/customer.ts';
import type { LegFacts, Told } from '#shared/domain/observation.ts';
import { type CallbackOwner, toCallbackLeg } from '#shared/genesys/callback-leg.ts';
import { type Checked, check } from '#shared/genesys/check.ts';
import { customersReached } from '#shared/genesys/customers-reached.ts';
import { toDetailEventLeg } from '#shared/genesys/detail-event-leg.ts';
import type { Tally } from '#shared/genesys/dialects.ts';
import { isBlank, type JsonObject } from '#shared/genesys/json.ts';
import { toParticipantLeg } from '#shared/genesys/participant-leg.ts';
import type { Shape } from '#shared/genesys/recognise-shape.ts';
import { CallbackConversationSchema } from '#shared/genesys/schemas/callback-conversation.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { DetailEventSchema } from '#shared/genesys/schemas/detail-event.ts';
import type { Sent } from '#shared/genesys/schemas/fits.ts';
import { SingleCallbackSchema, SingleParticipantSchema } from '#shared/genesys/schemas/single-leg.ts';
import { toAllMediaSnapshot, toCallbackSnapshot } from '#shared/genesys/snapshot.ts';
import type { DetailEventKind } from '#shared/genesys/topic.ts';

/** How a body is to be read: where it lies, how far, and what counts its surprises. */
export interface Reading {
  readonly prefix: string;
  readonly thorough: boolean;
  readonly findReached: boolean;
  readonly tally: Tally;
}

/** What a body tells, and of which conversation if it says so itself. */
export interface BodyNews {
  readonly conversationId: string | undefined;
  readonly eventTime?: number | undefined;
  readonly told: Told;
  readonly reached?: readonly CustomerReached[];
}

const ofLeg = (leg: LegFacts): Told => ({ kind: 'leg', leg });

function read<T extends v.GenericSchema>(
  schema: T,
  body: JsonObject,
  reading: Reading,
  restate: (model: Sent<v.InferOutput<T>>) => BodyNews,
): Checked<BodyNews> {
  const checked = check(schema, body, reading);
  return checked.kind === 'valid' ? { kind: 'valid', value: restate(checked.value) } : checked;
}

/** Nothing but what was checked: a body is not copied, and may hold anything beside. */
const ownerOf = ({ participantId, purpose, queueId, userId }: CallbackOwner): CallbackOwner => ({
  participantId,
  purpose,
  queueId,
  userId,
});

const readCallback = (body: JsonObject, reading: Reading) =>
  read(SingleCallbackSchema, body, reading, (callback) => ({
    conversationId: callback.conversationId || undefined,
    told: ofLeg(toCallbackLeg(callback, ownerOf(callback), reading.tally)),
  }));

const readParticipant = (body: JsonObject, reading: Reading) =>
  read(SingleParticipantSchema, body, reading, (participant) => ({
    conversationId: participant.conversationId || undefined,
    told: ofLeg(toParticipantLeg(participant, reading.tally)),
  }));

/** Checks a detail event and restates it. */
export const readDetailEvent = (kind: DetailEventKind, body: JsonObject, reading: Reading) =>
  read(DetailEventSchema, body, reading, (event) => ({
    conversationId: event.conversationId || undefined,
    eventTime: isBlank(event.eventTime) ? undefined : event.eventTime,
    told: ofLeg(toDetailEventLeg(kind, event, reading.tally)),
  }));

/** Checks a body of a known shape against its model and restates it. */
export function readBody(
  shape: Exclude<Shape, 'detail-event' | 'other-media' | 'none'>,
  body: JsonObject,
  reading: Reading,
): Checked<BodyNews> {
  switch (shape) {
    case 'callback-conversation':
      return read(CallbackConversationSchema, body, reading, (conversation) => ({
        conversationId: conversation.id || undefined,
        told: toCallbackSnapshot(conversation, reading.tally),
      }));
    case 'all-media-conversation':
      return read(ConversationSchema, body, reading, (conversation) => ({
        conversationId: conversation.id || undefined,
        told: toAllMediaSnapshot(conversation, reading.tally),
        ...(reading.findReached && { reached: customersReached(conversation) }),
      }));
    case 'single-callback':
      return readCallback(body, reading);
    case 'single-participant':
      return readParticipant(body, reading);
  }
}
