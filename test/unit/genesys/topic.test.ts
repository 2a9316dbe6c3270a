import { describe, expect, it } from 'vitest';
import { readTopic } from '#shared/genesys/topic.ts';

describe('a topic', () => {
  it.each([
    [undefined, { kind: 'none' }],
    ['channel.metadata', { kind: 'control' }],
    ['v2.system.socket_closing', { kind: 'control' }],
    ['v2.users.1234.conversations', { kind: 'all-media' }],
    ['v2.routing.queues.1234.conversations', { kind: 'all-media' }],
    ['v2.users.{id}.conversations.callbacks', { kind: 'callbacks' }],
    ['v2.routing.queues.1234.conversations.callbacks', { kind: 'callbacks' }],
    ['v2.users.1234.conversations.calls', { kind: 'other-media' }],
    ['v2.users.1234.conversationsummary', { kind: 'unknown' }],
    ['v2.users.1234.presence', { kind: 'unknown' }],
    ['of v2.users.1234.conversations.callbacks', { kind: 'unknown' }],
    ['of v2.detail.events.conversation.1234.acw', { kind: 'unknown' }],
    ['v2.detail.events.conversation.1234.acw\n', { kind: 'unknown' }],
    ['v2.detail.events.conversation.{id}.acw', { kind: 'detail-event', event: 'acw' }],
    ['v2.detail.events.conversation.1234.customer.start', { kind: 'detail-event', event: 'customer.start' }],
    ['v2.detail.events.conversation.1234.user.end', { kind: 'detail-event', event: 'user.end' }],
    ['v2.detail.events.conversation.1234.wrapup', { kind: 'detail-event', event: undefined }],
    ['v2.detail.events.conversation.1234.flow.start', { kind: 'detail-event', event: undefined }],
  ])('named %s is told apart', (name, expected) => {
    expect(readTopic(name)).toEqual(expected);
  });
});
