import { isJsonObject, type JsonObject } from '#shared/genesys/json.ts';

/** A body out of its envelopes. */
export interface Unwrapped {
  readonly topic: string | undefined;
  readonly body: unknown;
  /** Where the body lies: `''`, `eventBody.`, `detail.` or `detail.eventBody.` */
  readonly path: string;
  readonly envelope: JsonObject | undefined;
  /** What holds the sender's `timestamp`: the notification message, or a bare body. */
  readonly stamped: unknown;
  readonly stampedPath: '' | 'detail.';
}

const nameIn = (object: JsonObject, field: string): string | undefined => {
  const name = object[field];
  return typeof name === 'string' && name !== '' ? name : undefined;
};

function unwrapMessage(message: JsonObject): Pick<Unwrapped, 'topic' | 'body' | 'path'> {
  const topic = nameIn(message, 'topicName');
  return topic === undefined
    ? { topic, body: message, path: '' }
    : { topic, body: message['eventBody'], path: 'eventBody.' };
}

function unwrapEvent(envelope: JsonObject): Unwrapped {
  const detail = envelope['detail'];
  const inner = isJsonObject(detail)
    ? unwrapMessage(detail)
    : { topic: undefined, body: detail, path: '' as const };
  return {
    // The detail type has `{id}` in place of ids, which makes no difference here.
    topic: inner.topic ?? nameIn(envelope, 'detail-type'),
    body: inner.body,
    path: `detail.${inner.path}`,
    envelope,
    stamped: detail,
    stampedPath: 'detail.',
  };
}

/** Takes a body out of an EventBridge event, a notification message, both or neither. */
export function unwrap(value: JsonObject): Unwrapped {
  if ('detail' in value && 'detail-type' in value) return unwrapEvent(value);
  return { ...unwrapMessage(value), envelope: undefined, stamped: value, stampedPath: '' };
}
