import type { CustomerReached } from '#shared/domain/customer.ts';
import type { Told } from '#shared/domain/observation.ts';
import { epochMs } from '#shared/domain/time.ts';
import { isConversationId, isStorable, MAX_LENGTH } from '#shared/genesys/bounds.ts';
import type { Checked, Issue } from '#shared/genesys/check.ts';
import { customersReachedIn } from '#shared/genesys/customers-reached.ts';
import { inferDetailEvent } from '#shared/genesys/detail-event-kind.ts';
import type { Tally } from '#shared/genesys/dialects.ts';
import { fingerprintOf } from '#shared/genesys/fingerprint.ts';
import { isBlank, isJsonObject, type JsonObject } from '#shared/genesys/json.ts';
import { type ParsedElement, refused } from '#shared/genesys/parsed-element.ts';
import { type BodyNews, type Reading, readBody, readDetailEvent } from '#shared/genesys/read-body.ts';
import { readEnvelope } from '#shared/genesys/read-envelope.ts';
import { recogniseShape } from '#shared/genesys/recognise-shape.ts';
import { recordedAt } from '#shared/genesys/recorded-at.ts';
import { readTopic, type Topic } from '#shared/genesys/topic.ts';
import { type Unwrapped, unwrap } from '#shared/genesys/unwrap.ts';

/** What surrounds an element: the conversation that the sender named beside the body, and how it is to be read. */
export interface Surroundings {
  readonly conversationId: string | undefined;
  readonly thorough: boolean;
  readonly findReached: boolean;
  readonly tally: Tally;
}

type Ignored = Extract<ParsedElement, { kind: 'ignored' }>;

const isPong = (body: unknown) => isJsonObject(body) && body['message'] === 'pong';

function ignored(because: Ignored['because'], body: unknown): ParsedElement {
  const id = isJsonObject(body) ? (body['conversationId'] ?? body['id']) : undefined;
  return {
    kind: 'ignored',
    because,
    ...(typeof id === 'string' && isConversationId(id) && { conversationId: id }),
  };
}

const withReached = <T extends ParsedElement>(element: T, reached: readonly CustomerReached[] = []): T =>
  reached.length > 0 ? { ...element, reached } : element;

/** A body that is none of our shapes: no fault where its topic promised none. */
function strange({ body, path }: Unwrapped, topic: Topic): ParsedElement {
  if (topic.kind === 'other-media') return ignored('other-media', body);
  if (topic.kind === 'unknown') return ignored('unknown-topic', body);
  const at = path.replace(/\.$/, '');
  return refused('invalid', [
    { path: at, expected: isJsonObject(body) ? 'a notification of a callback' : 'an object' },
  ]);
}

const isOfOtherMedium = ({ mediaType, ...body }: JsonObject) =>
  isBlank(mediaType)
    ? isBlank(body['callbackScheduledTime']) &&
      isBlank(body['callbackUserName']) &&
      isBlank(body['callbackNumbers'])
    : typeof mediaType === 'string' && mediaType.toUpperCase() !== 'CALLBACK';

const NO_ID = { path: 'conversationId', expected: 'an id of at most 128 letters, digits and .:-' };

const OTHER_ID = { path: 'conversationId', expected: 'the same conversation as in the path of the request' };

/** A path that contradicts its body was written by mistake; to believe either would tell of the wrong conversation. */
function faultOfId(conversationId: string, around: Surroundings): Issue | undefined {
  if (!isConversationId(conversationId)) return NO_ID;
  return conversationId === (around.conversationId ?? conversationId) ? undefined : OTHER_ID;
}

const INSANE = {
  path: '',
  expected: `ids, of letters, digits and ._:/-, and numbers of at most ${MAX_LENGTH} characters`,
};

const tellsNothing = (told: Told) => told.kind === 'snapshot' && told.legs.length === 0;

function observed(unwrapped: Unwrapped, news: Checked<BodyNews>, around: Surroundings): ParsedElement {
  if (news.kind === 'invalid') return refused('invalid', news.issues);
  const stamp = readEnvelope(unwrapped, around.thorough);
  if (stamp.kind === 'invalid') return refused('invalid', stamp.issues);

  const { told, eventTime, reached } = news.value;
  const conversationId = news.value.conversationId ?? around.conversationId;
  if (conversationId === undefined) return refused('no-conversation-id');
  const fault = faultOfId(conversationId, around);
  if (fault !== undefined) return refused('invalid', [fault]);
  if (!isStorable(told)) return refused('invalid', [INSANE]);
  if (tellsNothing(told)) return withReached(ignored('other-media', unwrapped.body), reached);

  const stampedAt = stamp.value ?? (eventTime === undefined ? undefined : epochMs(eventTime));
  const fingerprint = fingerprintOf(stampedAt, conversationId, told);
  const observation = { conversationId, stampedAt, recordedAt: recordedAt(told), fingerprint, told };
  return withReached({ kind: 'observed', observation }, reached);
}

function parseDetailEvent(topic: Topic, body: JsonObject, unwrapped: Unwrapped, around: Surroundings) {
  const kind = topic.kind === 'detail-event' ? topic.event : inferDetailEvent(body);
  if (kind === undefined) return ignored('unknown-topic', body);
  if (isOfOtherMedium(body)) return ignored('other-media', body);
  return observed(unwrapped, readDetailEvent(kind, body, readingOf(unwrapped, around)), around);
}

const readingOf = ({ path }: Unwrapped, { thorough, findReached, tally }: Surroundings): Reading => ({
  prefix: path,
  thorough,
  findReached,
  tally,
});

/** Tells what one notification is, in whatever envelope, and restates it in our own words. */
export function parseElement(value: unknown, around: Surroundings): ParsedElement {
  if (!isJsonObject(value)) return refused('not-an-object');
  const unwrapped = unwrap(value);
  const topic = readTopic(unwrapped.topic);
  const { body } = unwrapped;
  if (topic.kind === 'control' || isPong(body)) return ignored('control-message', undefined);
  if (!isJsonObject(body)) return strange(unwrapped, topic);

  const shape = recogniseShape(body, topic);
  switch (shape) {
    case 'none':
      return strange(unwrapped, topic);
    case 'other-media':
      return withReached(ignored('other-media', body), around.findReached ? customersReachedIn(body) : []);
    case 'detail-event':
      return parseDetailEvent(topic, body, unwrapped, around);
    default:
      return observed(unwrapped, readBody(shape, body, readingOf(unwrapped, around)), around);
  }
}
