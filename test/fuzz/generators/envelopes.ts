/** Everything that a body may come in: nothing, a notification message, an EventBridge event. */
import { EventBridgeEnvelopeSchema } from '#shared/genesys/schemas/event-bridge-envelope.ts';
import { model } from '#shared/genesys/schemas/model.ts';
import { NotificationMessageSchema } from '#shared/genesys/schemas/notification-message.ts';
import { type Draft, drawModel } from '#test/fuzz/generators/from-schema.ts';
import type { Body } from '#test/fuzz/generators/shapes.ts';

const StampSchema = model({ timestamp: NotificationMessageSchema.entries.timestamp });

/** A bare body may be stamped as well. */
const stampedBody = ({ fields }: Body, draft: Draft): object => ({
  ...fields,
  ...drawModel(StampSchema, draft),
});

/** Sets a topic, unless it is the one value that was spoiled. */
function withTopic(fields: Record<string, unknown>, name: string, topic: string): Record<string, unknown> {
  if (typeof fields[name] === 'string') fields[name] = topic;
  return fields;
}

function message(topic: string, { fields }: Body, draft: Draft): object {
  const drawn = drawModel(NotificationMessageSchema, draft, ['topicName', 'timestamp']);
  return { ...withTopic(drawn, 'topicName', topic), eventBody: fields };
}

/** Puts a body in one of the envelopes that it may come in. */
export function inEnvelope(body: Body, draft: Draft): object {
  const { random } = draft;
  const topic = random.pick(body.topics);
  const isEvent = random.chance(0.4);
  // A topic may be told by the event alone.
  const isMessage = topic !== undefined && (!isEvent || random.chance(0.8));
  const inner = isMessage ? message(topic, body, draft) : stampedBody(body, draft);
  if (!isEvent || topic === undefined) return inner;
  const envelope = drawModel(EventBridgeEnvelopeSchema, draft, ['detail-type']);
  return { ...withTopic(envelope, 'detail-type', topic), detail: inner };
}
