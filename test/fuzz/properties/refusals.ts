/** A refusal says where and what was expected, in words of ours: nothing of the input can be in it. */

import type { Refusal } from '#shared/genesys/parse-notification.ts';
import { CallbackConversationSchema } from '#shared/genesys/schemas/callback-conversation.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { DetailEventSchema } from '#shared/genesys/schemas/detail-event.ts';
import { EventBridgeEnvelopeSchema } from '#shared/genesys/schemas/event-bridge-envelope.ts';
import { EXPECTED } from '#shared/genesys/schemas/expectations.ts';
import { NotificationMessageSchema } from '#shared/genesys/schemas/notification-message.ts';
import { SingleCallbackSchema, SingleParticipantSchema } from '#shared/genesys/schemas/single-leg.ts';
import { namesIn } from '#test/fuzz/generators/names-in.ts';

const REASONS: ReadonlySet<string> = new Set([
  'not-json',
  'not-an-object',
  'too-deep',
  'invalid',
  'no-conversation-id',
]);

const EXPECTATIONS: ReadonlySet<string> = new Set([
  ...Object.values(EXPECTED),
  'JSON',
  'at most 64 levels',
  'an array of at most 100 notifications',
  'a notification of a callback',
  'the id of a conversation, in the body or the path',
  'an id of at most 128 letters, digits and .:-',
  'the same conversation as in the path of the request',
  'ids, of letters, digits and ._:/-, and numbers of at most 256 characters',
]);

const NAMES: ReadonlySet<string> = new Set(
  [
    CallbackConversationSchema,
    ConversationSchema,
    DetailEventSchema,
    EventBridgeEnvelopeSchema,
    NotificationMessageSchema,
    SingleCallbackSchema,
    SingleParticipantSchema,
  ].flatMap((schema) => [...namesIn(schema)]),
);

const PLACE = /^\d{1,6}$/;

const isStepOfOurs = (step: string) => NAMES.has(step) || step === '*' || PLACE.test(step);

/** What is wrong with a refusal, if anything is. */
export function flawOfRefusal({ reason, issues }: Refusal): string | undefined {
  if (!REASONS.has(reason)) return 'a refusal has a reason that is not documented';
  if (issues.length < 1 || issues.length > 20) return 'a refusal does not have 1 to 20 issues';
  if (!issues.every(({ expected }) => EXPECTATIONS.has(expected)))
    return 'an issue expects other words than ours';
  const steps = issues.flatMap(({ path }) => (path === '' ? [] : path.split('.')));
  if (!steps.every(isStepOfOurs)) return 'an issue has a path with other names than ours';
  if (issues.some((issue) => Object.keys(issue).length !== 2))
    return 'an issue tells more than path and expectation';
  return undefined;
}
