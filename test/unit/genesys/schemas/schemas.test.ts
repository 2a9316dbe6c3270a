import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CallbackSchema } from '#shared/genesys/schemas/callback.ts';
import { CallbackBasicSchema } from '#shared/genesys/schemas/callback-basic.ts';
import { CallbackConversationSchema } from '#shared/genesys/schemas/callback-conversation.ts';
import { CallbackMediaParticipantSchema } from '#shared/genesys/schemas/callback-media-participant.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { ConversationNotificationCallbackSchema } from '#shared/genesys/schemas/conversation-notification-callback.ts';
import { DetailEventSchema } from '#shared/genesys/schemas/detail-event.ts';
import { EventBridgeEnvelopeSchema } from '#shared/genesys/schemas/event-bridge-envelope.ts';
import { NotificationMessageSchema } from '#shared/genesys/schemas/notification-message.ts';
import { changed, payload } from '#test/unit/genesys/payload.ts';

/** A model, where a valid one is found, a field with a value of the wrong type, and one with a value out of range. */
interface Case {
  name: string;
  schema: v.GenericSchema;
  valid: unknown;
  wrong: [path: string, value: unknown];
  outOfRange: [path: string, value: unknown];
}

const cases: Case[] = [
  {
    name: 'Callback',
    schema: CallbackSchema,
    valid: payload('rest-conversation', 'participants.1.callbacks.0'),
    wrong: ['skipEnabled', 'yes'],
    outOfRange: ['timeoutSeconds', -1],
  },
  {
    name: 'CallbackBasic',
    schema: CallbackBasicSchema,
    valid: payload('single-callback-basic'),
    wrong: ['dialerPreview.phoneNumberColumns.0.columnName', 5],
    outOfRange: ['callbackScheduledTime', '2026-02-30T10:00:00Z'],
  },
  {
    name: "the all-media topics' Callback",
    schema: CallbackSchema,
    valid: payload('all-media-ended', 'eventBody.participants.2.callbacks.0'),
    wrong: ['wrapup.tags', 'none'],
    outOfRange: ['afterCallWork.startTime', '2026-09-31T10:00:00Z'],
  },
  {
    name: 'ConversationNotificationCallback',
    schema: ConversationNotificationCallbackSchema,
    valid: payload('single-conversation-notification-callback'),
    wrong: ['additionalProperties', 'none'],
    outOfRange: ['timeoutSeconds', 2 ** 31],
  },
  {
    name: "REST's CallbackMediaParticipant",
    schema: CallbackMediaParticipantSchema,
    valid: payload('rest-callback-conversation', 'participants.1'),
    wrong: ['user', 'Kim'],
    outOfRange: ['connectedTime', '2026-09-03T25:00:00Z'],
  },
  {
    name: "the callback topics' CallbackMediaParticipant",
    schema: CallbackMediaParticipantSchema,
    valid: payload('callbacks-agent-connected', 'eventBody.participants.2'),
    wrong: ['queueMediaSettings.enableAutoAnswer', 1],
    outOfRange: ['timeoutSeconds', 0.5],
  },
  {
    name: "REST's CallbackConversation",
    schema: CallbackConversationSchema,
    valid: payload('rest-callback-conversation'),
    wrong: ['participants', {}],
    outOfRange: ['participants.0.timeoutSeconds', -30],
  },
  {
    name: "the callback topics' CallbackConversation",
    schema: CallbackConversationSchema,
    valid: payload('callbacks-waiting', 'eventBody'),
    wrong: ['divisions.0.entities', 'all'],
    outOfRange: ['participants.1.callbackScheduledTime', '2026-13-01T00:00:00Z'],
  },
  {
    name: "REST's Conversation",
    schema: ConversationSchema,
    valid: payload('rest-conversation'),
    wrong: ['participants.1.calls.0.disposition', 'person'],
    outOfRange: ['startTime', '2026-09-03'],
  },
  {
    name: "the all-media topics' Conversation",
    schema: ConversationSchema,
    valid: payload('all-media-outbound-call', 'eventBody'),
    wrong: ['participants.0.calls.0.muted', 'no'],
    outOfRange: ['participants.0.callbacks.0.timeoutSeconds', 4e9],
  },
  {
    name: 'ConversationBasic',
    schema: ConversationSchema,
    valid: payload('conversation-basic'),
    wrong: ['participants.0.attributes', []],
    outOfRange: ['participants.0.startTime', 'yesterday'],
  },
  ...['customer-start', 'customer-end', 'acd-start', 'acd-end', 'user-start', 'user-end', 'acw'].map(
    (event): Case => ({
      name: `the detail event ${event}`,
      schema: DetailEventSchema,
      valid: payload(`eventbridge-${event}`, 'detail.eventBody'),
      wrong: ['eventTime', '1788426760118'],
      outOfRange: ['callbackScheduledTime', -1],
    }),
  ),
  {
    name: "EventBridge's envelope",
    schema: EventBridgeEnvelopeSchema,
    valid: payload('eventbridge-acw'),
    wrong: ['resources', 'none'],
    outOfRange: ['time', '2026-09-03T24:00:00Z'],
  },
  {
    name: 'the notification message',
    schema: NotificationMessageSchema,
    valid: payload('callbacks-waiting-stamped'),
    wrong: ['metadata', 'none'],
    outOfRange: ['timestamp', '2026-09-03T10:00:61Z'],
  },
];

const pathsOf = (schema: v.GenericSchema, input: unknown) =>
  v.safeParse(schema, input).issues?.map((issue) => v.getDotPath(issue));

describe.each(cases)('$name', ({ schema, valid, wrong, outOfRange }) => {
  it('passes as real traffic has it', () => {
    expect(pathsOf(schema, valid)).toBeUndefined();
  });

  it('is refused with a field of the wrong type', () => {
    expect(pathsOf(schema, changed(valid, { [wrong[0]]: wrong[1] }))).toEqual([wrong[0]]);
  });

  it('is refused with a value out of range', () => {
    expect(pathsOf(schema, changed(valid, { [outOfRange[0]]: outOfRange[1] }))).toEqual([outOfRange[0]]);
  });

  it('loses a field that nobody knows', () => {
    const parsed = v.parse(schema, changed(valid, { addedYesterday: { deep: [1] } }));
    expect(parsed).not.toHaveProperty('addedYesterday');
    expect(parsed).toEqual(v.parse(schema, valid));
  });
});

describe("Genesys' errors", () => {
  it('nest as deep as they like', () => {
    const errorInfo = { message: 'a', errors: [{ message: 'b', errors: [{ status: 1 }] }] };
    expect(pathsOf(CallbackMediaParticipantSchema, { errorInfo })).toBeUndefined();
    expect(
      pathsOf(
        CallbackMediaParticipantSchema,
        changed({ errorInfo }, { 'errorInfo.errors.0.errors.0.status': 'x' }),
      ),
    ).toEqual(['errorInfo.errors.0.errors.0.status']);
  });
});
