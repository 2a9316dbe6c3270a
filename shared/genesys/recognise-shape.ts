import { isBlank, isJsonObject, type JsonObject } from '#shared/genesys/json.ts';
import { CallbackSchema } from '#shared/genesys/schemas/callback.ts';
import { CallbackMediaParticipantSchema } from '#shared/genesys/schemas/callback-media-participant.ts';
import type { Topic } from '#shared/genesys/topic.ts';

/** What a body is, told by its fields. `none` where it is nothing of ours. */
export type Shape =
  | 'callback-conversation'
  | 'all-media-conversation'
  | 'detail-event'
  | 'single-callback'
  | 'single-participant'
  | 'other-media'
  | 'none';

const namesOf = (entries: object): ReadonlySet<string> => new Set(Object.keys(entries));
const CALLBACK = namesOf(CallbackSchema.entries);
const PARTICIPANT = namesOf(CallbackMediaParticipantSchema.entries);
const CALLBACK_ONLY = [...CALLBACK.difference(PARTICIPANT)];
const PARTICIPANT_ONLY = [...PARTICIPANT.difference(CALLBACK)].filter((name) => name !== 'name');
const SHARED = [...CALLBACK.intersection(PARTICIPANT)].filter((name) => name !== 'id');

const COMMUNICATIONS = [
  'calls',
  'callbacks',
  'chats',
  'cobrowsesessions',
  'emails',
  'messages',
  'internalMessages',
  'screenMonitorings',
  'screenshares',
  'socialExpressions',
  'videos',
];

/** Only callbacks have these; participants of other media look like those of callbacks otherwise. */
const CALLBACK_MEDIUM = [
  'callbackNumbers',
  'callbackUserName',
  'callbackScheduledTime',
  'automatedCallbackConfigId',
  'timeoutSeconds',
  'skipEnabled',
  'externalCampaign',
  'outboundPreview',
];

/** Only calls have these; a call looks like a callback otherwise. */
const CALL_MEDIUM = ['muted', 'confined', 'recording', 'ani', 'dnis'];

const hasAny = (object: JsonObject, names: readonly string[]) => names.some((name) => name in object);

const isScheduled = (state: unknown) => typeof state === 'string' && state.toLowerCase() === 'scheduled';

const isOfCallbackMedium = (participant: JsonObject) =>
  hasAny(participant, CALLBACK_MEDIUM) ||
  isScheduled(participant['state']) ||
  isScheduled(participant['initialState']);

/** An empty list of callbacks is none; something that is no list at all is for the schema to refuse. */
const hasCallbacks = ({ callbacks }: JsonObject) =>
  Array.isArray(callbacks) ? callbacks.length > 0 : !isBlank(callbacks);

const isForeign = (topic: Topic) => topic.kind === 'unknown' || topic.kind === 'other-media';

function recogniseConversation(participants: unknown, topic: Topic): Shape {
  if (isBlank(participants)) return 'callback-conversation';
  // As no model has it: a schema has to say so, unless the topic promised nothing.
  if (!Array.isArray(participants) || !participants.every(isJsonObject)) {
    return isForeign(topic) ? 'none' : 'callback-conversation';
  }
  if (participants.some(hasCallbacks)) return 'all-media-conversation';
  if (participants.some((participant) => hasAny(participant, COMMUNICATIONS))) return 'other-media';
  return topic.kind === 'callbacks' || participants.length === 0 || participants.some(isOfCallbackMedium)
    ? 'callback-conversation'
    : 'other-media';
}

function recogniseSingleLeg(body: JsonObject): Shape {
  if (hasAny(body, CALL_MEDIUM)) return 'other-media';
  // A relay may put `purpose` or `queueId` beside a callback, but never `peerId` on a participant.
  if (hasAny(body, CALLBACK_ONLY)) return 'single-callback';
  if (hasAny(body, PARTICIPANT_ONLY)) return 'single-participant';
  return hasAny(body, SHARED) ? 'single-callback' : 'none';
}

/** Tells the shapes apart by their fields alone; the topic only settles what the fields leave open. */
export function recogniseShape(body: JsonObject, topic: Topic): Shape {
  if ('participants' in body) return recogniseConversation(body['participants'], topic);
  if (topic.kind === 'detail-event' || 'eventTime' in body || 'sessionId' in body) return 'detail-event';
  if (topic.kind === 'callbacks') return 'callback-conversation';
  if (topic.kind === 'all-media') return 'all-media-conversation';
  // Half of Genesys' topics have a `state`, a `name` or a `user`.
  if (isForeign(topic) && !('conversationId' in body && hasAny(body, CALLBACK_MEDIUM))) return 'none';
  return recogniseSingleLeg(body);
}
