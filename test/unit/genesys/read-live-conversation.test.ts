import { describe, expect, it } from 'vitest';
import { readLiveConversation } from '#shared/genesys/read-live-conversation.ts';
import { NOON, noon } from '#test/builders/times.ts';
import { changed, observe, payload } from '#test/unit/genesys/payload.ts';

const conversation = payload('rest-conversation');
const ID = String(payload('rest-conversation', 'id'));
const read = (body: unknown, id = ID, at = NOON) => readLiveConversation(JSON.stringify(body), id, at);

describe('what Genesys answers for a conversation', () => {
  it('is all that a notification of it would tell, stamped with the instant at which it was asked', () => {
    expect(read(conversation)).toMatchObject({
      conversationId: ID,
      stampedAt: NOON,
      told: observe(conversation).told,
    });
  });

  it('is news of its own at every instant, and the same news at the same one', () => {
    const prints = [NOON, NOON, noon(1)].map((at) => read(conversation, ID, at)?.fingerprint);
    expect(prints[0]).toMatch(/^[\w-]{11}$/);
    expect(prints[1]).toBe(prints[0]);
    expect(prints[2]).not.toBe(prints[0]);
  });

  it.each([
    ['nothing', ''],
    ['an error page', '<html>'],
    ['an error body', '{"message":"not found","code":"not.found","status":404}'],
    ['a pong', '{"message":"pong"}'],
    ['a list of conversations', JSON.stringify([conversation])],
    ['another conversation', JSON.stringify(changed(conversation, { id: 'another' }))],
    ['a conversation without participants', JSON.stringify({ id: ID, participants: [] })],
    ['a leg alone', JSON.stringify(changed(payload('single-callback'), { conversationId: ID }))],
  ])('that is %s says nothing', (_, text) => {
    expect(readLiveConversation(text, ID, NOON)).toBeUndefined();
  });

  it('that tells nothing of calls says nothing', () => {
    const body = payload('rest-callback-conversation');
    expect(observe(body).told).toMatchObject({ calls: undefined });
    expect(read(body, observe(body).conversationId)).toBeUndefined();
  });

  it('that has calls but no callback says nothing', () => {
    const participants = [{ purpose: 'customer', calls: [{ id: 'call', state: 'connected' }] }];
    expect(read({ id: ID, participants })).toBeUndefined();
  });
});
