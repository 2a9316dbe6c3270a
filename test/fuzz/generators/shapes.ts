/** Bodies of every model that the parser takes, drawn from its schema and made into what it takes them for. */
import { CallbackConversationSchema } from '#shared/genesys/schemas/callback-conversation.ts';
import { CallbackMediaParticipantSchema } from '#shared/genesys/schemas/callback-media-participant.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { DetailEventSchema } from '#shared/genesys/schemas/detail-event.ts';
import { ParticipantSchema } from '#shared/genesys/schemas/participant.ts';
import { SingleCallbackSchema, SingleParticipantSchema } from '#shared/genesys/schemas/single-leg.ts';
import { type Draft, drawModel } from '#test/fuzz/generators/from-schema.ts';
import { TOLD_AT } from '#test/fuzz/generators/words.ts';

/** A body, and the topics under which Genesys may send it; without one it comes bare. */
export interface Body {
  readonly fields: Record<string, unknown>;
  readonly topics: readonly [string | undefined, ...(string | undefined)[]];
}

const ID = 'c0ffee00-0000-4000-8000-000000000002';
const CALLBACKS = [
  `v2.users.${ID}.conversations.callbacks`,
  'v2.routing.queues.{id}.conversations.callbacks',
];
const ALL_MEDIA = [`v2.users.${ID}.conversations`, 'v2.routing.queues.{id}.conversations'];
const EVENTS = ['customer.start', 'customer.end', 'acd.start', 'acd.end', 'user.start', 'user.end', 'acw'];

/** Sets what a body must have, unless it is the one value that was spoiled. */
function withId(fields: Record<string, unknown>, name: string, id: string): Record<string, unknown> {
  if (typeof fields[name] === 'string') fields[name] = id;
  return fields;
}

/** One more participant, of whom enough is told to be of interest. */
function withParticipant(fields: Record<string, unknown>, draw: () => object, { random }: Draft) {
  const { participants } = fields;
  if (Array.isArray(participants) && random.chance(0.7)) participants.push(draw());
  return fields;
}

const TOLD_OF_CALLBACK = ['purpose', 'state', 'callbackNumbers', 'callbackScheduledTime', 'connectedTime'];

function conversationOfCallbacks(id: string, draft: Draft): Body {
  const fields = withId(drawModel(CallbackConversationSchema, draft, ['id', 'participants']), 'id', id);
  const participant = () => drawModel(CallbackMediaParticipantSchema, draft, ['id', ...TOLD_OF_CALLBACK]);
  return { fields: withParticipant(fields, participant, draft), topics: [undefined, ...CALLBACKS] };
}

function conversationOfAllMedia(id: string, draft: Draft): Body {
  const fields = withId(drawModel(ConversationSchema, draft, ['id', 'participants']), 'id', id);
  const participant = () => drawModel(ParticipantSchema, draft, ['id', 'purpose', 'callbacks']);
  return { fields: withParticipant(fields, participant, draft), topics: [undefined, ...ALL_MEDIA] };
}

function detailEvent(id: string, draft: Draft): Body {
  const always = ['conversationId', 'eventTime', 'mediaType'];
  const fields = withId(drawModel(DetailEventSchema, draft, always), 'conversationId', id);
  withId(fields, 'mediaType', draft.dialect === 'upper' ? 'CALLBACK' : 'callback');
  const event = EVENTS[draft.random.whole(0, EVENTS.length - 1)];
  return { fields, topics: [undefined, `v2.detail.events.conversation.${ID}.${event}`] };
}

/** What a workflow's data action makes of a detail event: top-level primitives, without a topic. */
function relayedEvent(id: string, draft: Draft): Body {
  const { fields } = detailEvent(id, draft);
  // What is spoiled must arrive.
  if (draft.spoilAt !== undefined) return { fields, topics: [undefined] };
  const flat = Object.entries(fields).filter(([, value]) => typeof value !== 'object');
  return { fields: Object.fromEntries([['eventTime', TOLD_AT], ...flat]), topics: [undefined] };
}

/** A field that only callbacks have, or only participants, so that the schema it was drawn from is the one it meets. */
const SINGLE_CALLBACK = ['conversationId', 'state', 'callbackNumbers', 'scriptId'];
const SINGLE_PARTICIPANT = ['conversationId', 'state', 'callbackNumbers', 'purpose'];

const singleCallback = (id: string, draft: Draft): Body => ({
  fields: withId(drawModel(SingleCallbackSchema, draft, SINGLE_CALLBACK), 'conversationId', id),
  topics: [undefined],
});

const singleParticipant = (id: string, draft: Draft): Body => ({
  fields: withId(drawModel(SingleParticipantSchema, draft, SINGLE_PARTICIPANT), 'conversationId', id),
  topics: [undefined],
});

const SHAPES = {
  'conversation of callbacks': conversationOfCallbacks,
  'conversation of all media': conversationOfAllMedia,
  'detail event': detailEvent,
  'relayed event': relayedEvent,
  'single callback': singleCallback,
  'single participant': singleParticipant,
} as const;

export type Shape = keyof typeof SHAPES;

export const SHAPE_NAMES = [
  'conversation of callbacks',
  'conversation of callbacks',
  'conversation of all media',
  'conversation of all media',
  'detail event',
  'relayed event',
  'single callback',
  'single participant',
] as const satisfies readonly [Shape, ...Shape[]];

/** A body of a shape, of this conversation. */
export const aBody = (shape: Shape, conversationId: string, draft: Draft): Body =>
  SHAPES[shape](conversationId, draft);

/** A conversation of very many participants, of whom little is told. */
export function aCrowd(conversationId: string, draft: Draft): object {
  const { random } = draft;
  const isAllMedia = random.chance(0.5);
  const schema = isAllMedia ? ParticipantSchema : CallbackMediaParticipantSchema;
  const always = ['id', 'purpose', ...(isAllMedia ? ['callbacks'] : ['state', 'callbackNumbers'])];
  const length = random.whole(20, 300);
  return {
    id: conversationId,
    participants: Array.from({ length }, () => drawModel(schema, draft, always)),
  };
}
