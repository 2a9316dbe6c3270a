import { describe, expect, it } from 'vitest';
import { AGENT_FIRST_QUEUE, CONTACT_LIST } from '#local/genesys/defaults.ts';
import { aFake, json, START } from '#test/unit/local/genesys/a-fake.ts';

const NUMBER = '+13175550142';

describe('a contact', () => {
  it('is dialled in a conversation of its own, each time that it is added', async () => {
    const fake = aFake();
    const add = () =>
      fake.api('POST', `outbound/contactlists/${CONTACT_LIST.id}/contacts`, [
        { data: { Phone: NUMBER, PlacementKey: 'old_1' } },
      ]);
    expect(await json(add())).toMatchObject([{ contactListId: CONTACT_LIST.id, callable: true }]);
    fake.pass(1);
    await add();
    fake.pass(1);
    const calls = fake.control.calls();
    expect(calls).toMatchObject([
      { placementKey: 'old_1', originalConversationId: 'old', by: 'campaign', at: START + 1000 },
      { placementKey: 'old_1', originalConversationId: 'old', by: 'campaign', at: START + 2000 },
    ]);
    expect(new Set(calls.map(({ conversationId }) => conversationId)).size).toBe(2);
  });
});

describe("an agent's call", () => {
  const connected = () => {
    const fake = aFake();
    const id = fake.control.createCallback({ timeoutSeconds: 10 });
    fake.pass(2);
    const call = (userId?: string) =>
      fake.api(
        'POST',
        `conversations/calls/${id}`,
        { callNumber: NUMBER },
        { as: fake.control.userToken({ ...(userId !== undefined && { userId }) }) },
      );
    return { ...fake, id, call };
  };

  it('is placed for the agent who has the callback, and shows at both ends of it', async () => {
    const { id, call, control, pass } = connected();
    control.agent(id, { does: 'connect' });
    expect((await call()).status).toBe(200);
    expect(control.calls()).toMatchObject([
      { conversationId: id, originalConversationId: id, number: NUMBER, by: 'agent' },
    ]);
    pass(1);
    const [{ participants } = { participants: [] }] = control.conversations();
    expect(participants.map(({ purpose, calls }) => [purpose, calls.map(({ state }) => state)])).toEqual([
      ['customer', ['connected']],
      ['acd', []],
      ['agent', ['connected']],
    ]);
  });

  it.each([
    ['nobody has', undefined, undefined],
    ['only rings', 'alert', undefined],
    ['another agent has', 'connect', 'another-agent'],
  ] as const)('is forbidden for a callback that %s', async (_, does, userId) => {
    const { id, call, control } = connected();
    if (does) control.agent(id, { does });
    const answer = await call(userId);
    expect([answer.status, (await json(answer)).code]).toEqual([
      403,
      'conversation.error.forbidden.not.active.participant',
    ]);
    expect(control.calls()).toEqual([]);
  });

  it('is refused while another is up, and possible once that is over', async () => {
    const { id, call, control } = connected();
    control.agent(id, { does: 'connect' });
    await call();
    const second = await call();
    expect([second.status, (await json(second)).code]).toEqual([
      400,
      'conversation.error.callback.call.cannot.be.placed',
    ]);
    control.hangUp(id);
    expect((await call()).status).toBe(200);
    expect(control.calls()).toHaveLength(2);
  });
});

describe('what is on a queue of agents', () => {
  it('is never dialled by Genesys', () => {
    const fake = aFake();
    fake.control.createCallback({ queueId: AGENT_FIRST_QUEUE.id });
    fake.pass(3600);
    expect(fake.control.calls()).toEqual([]);
  });
});
