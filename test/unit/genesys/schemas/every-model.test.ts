import type * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { check } from '#shared/genesys/check.ts';
import { CallbackSchema } from '#shared/genesys/schemas/callback.ts';
import { CallbackConversationSchema } from '#shared/genesys/schemas/callback-conversation.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { ConversationNotificationCallbackSchema } from '#shared/genesys/schemas/conversation-notification-callback.ts';
import { DetailEventSchema } from '#shared/genesys/schemas/detail-event.ts';
import { EventBridgeEnvelopeSchema } from '#shared/genesys/schemas/event-bridge-envelope.ts';
import { NotificationMessageSchema } from '#shared/genesys/schemas/notification-message.ts';
import { SingleCallbackSchema, SingleParticipantSchema } from '#shared/genesys/schemas/single-leg.ts';

/** A body in which a value lies at a dotted path; a number makes a list. */
const bodyWith = (path: string, value: unknown): unknown =>
  path
    .split('.')
    .toReversed()
    .reduce((inner, step) => (/^\d+$/.test(step) ? [inner] : { [step]: inner }), value);

/** One field of every model that lies in another, deepest first. */
const FIELDS: readonly (readonly [name: string, schema: v.GenericSchema, paths: readonly string[]])[] = [
  [
    'a conversation of callbacks',
    CallbackConversationSchema,
    [
      'id',
      'divisions.0.division.id',
      'divisions.0.entities.0.dateDivisionUpdated',
      'recentTransfers.0.state',
      'recentTransfers.0.initiator.userId',
      'recentTransfers.0.modifiedBy.id',
      'recentTransfers.0.destination.address',
      'participants.0.id',
      'participants.0.user.id',
      'participants.0.attributes.own',
      'participants.0.errorInfo.status',
      'participants.0.errorInfo.details.0.errorCode',
      'participants.0.errorInfo.limit.value',
      'participants.0.errorInfo.errors.0.errors.0.code',
      'participants.0.wrapup.code',
      'participants.0.journeyContext.customer.id',
      'participants.0.journeyContext.customerSession.type',
      'participants.0.journeyContext.triggeringAction.id',
      'participants.0.journeyContext.triggeringAction.actionMap.version',
      'participants.0.conversationRoutingData.priority',
      'participants.0.conversationRoutingData.skillExpressionId.id',
      'participants.0.conversationRoutingData.scoredAgents.0.score',
      'participants.0.outboundPreview.contactId',
      'participants.0.outboundPreview.phoneNumberColumns.0.type',
      'participants.0.voicemail.uploadStatus',
      'participants.0.queueMediaSettings.enableAutoAnswer',
    ],
  ],
  [
    'a conversation of all media',
    ConversationSchema,
    [
      'externalTag',
      'associatedConversation.id',
      'participants.0.queueName',
      'participants.0.callbacks.0.callerId',
      'participants.0.calls.0.held',
      'participants.0.calls.0.recordersState.adhocState',
      'participants.0.calls.0.segments.0.howEnded',
      'participants.0.calls.0.errorInfo.uri',
      'participants.0.calls.0.disconnectReasons.0.code',
      'participants.0.calls.0.faxStatus.baudRate',
      'participants.0.calls.0.self.name',
      'participants.0.calls.0.afterCallWork.state',
      'participants.0.calls.0.disposition.analyzer',
      'participants.0.calls.0.disposition.dispositionParameters.adjustableLiveSpeakerDetection.mode',
      'participants.0.calls.0.disposition.amdTimeout.timeoutMs',
      'participants.0.calls.0.disposition.silentCallTimeout.timerEndTime',
    ],
  ],
  [
    'a callback',
    CallbackSchema,
    ['callerIdName', 'dialerPreview.callbackAutoAnswer', 'afterCallWork.endTime'],
  ],
  [
    'a callback of before 2018',
    ConversationNotificationCallbackSchema,
    [
      'peerId',
      'additionalProperties',
      'dialerPreview.campaignId',
      'dialerPreview.phoneNumberColumns.0.columnName',
      'dialerPreview.additionalProperties',
      'voicemail.id',
    ],
  ],
  ['a detail event', DetailEventSchema, ['sessionId', 'journeyContext.actionId']],
  ['an event', EventBridgeEnvelopeSchema, ['account', 'detail-type', 'resources']],
  ['a message', NotificationMessageSchema, ['version', 'metadata.CorrelationId']],
  [
    'a callback alone',
    SingleCallbackSchema,
    ['additionalProperties', 'callerId', 'participantId', 'queueId'],
  ],
  ['a participant alone', SingleParticipantSchema, ['mediaRoles', 'conversationId']],
];

describe.each(FIELDS)('the model of %s', (_, schema, paths) => {
  it.each(paths)('refuses a wrong type at %s', (path) => {
    // Neither a text, nor a number, nor an object, nor a list of any of these.
    const checked = check(schema, bodyWith(path, [[]]), { prefix: '', thorough: true });
    expect(checked).toMatchObject({ kind: 'invalid' });
    const [issue] = checked.kind === 'invalid' ? checked.issues : [];
    expect(`${issue?.path}.`.startsWith(`${path.replace('attributes.own', 'attributes.*')}.`)).toBe(true);
  });

  it.each(paths)('takes a blank at %s', (path) => {
    expect(check(schema, bodyWith(path, null), { prefix: '', thorough: true })).toMatchObject({
      kind: 'valid',
    });
  });
});
