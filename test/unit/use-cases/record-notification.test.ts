import { describe, expect, it } from 'vitest';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { ContentionError } from '#shared/use-cases/save-transition.ts';
import { aCall, aCustomerLeg, anAgentLeg, aSnapshot, CONVERSATION } from '#test/builders/observations.ts';
import { aSmallWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

describe('recording a notification', () => {
  it.each([
    [7 * 60, 1],
    [7 * 60 + 1, 0],
  ])('%i s before its look sends %i timers', async (before, times) => {
    const world = aSmallWorld();
    world.clock.moveTo(noon(-before));
    await world.tell(aSnapshot([aCustomerLeg()], noon(-before)));
    expect(world.timers.sent).toHaveLength(times);
  });

  it('sends the timer of a near look again for a duplicate: the first send may have been lost', async () => {
    const world = aSmallWorld();
    const body = aSnapshot([aCustomerLeg()], noon(-60));
    world.clock.moveTo(noon(-60));
    world.timers.isDown = true;
    expect((await world.tell(body)).outcome).toBe('recorded');
    world.timers.isDown = false;
    expect(await world.tell(body)).toEqual({
      outcome: 'duplicate',
      conversationId: CONVERSATION,
      nextLook: { at: NOON, why: 'scheduled' },
    });
    expect(world.timers.sent).toEqual([{ conversationId: CONVERSATION, at: NOON }]);
  });

  it('costs one read and one write when it is new, one read when it is a duplicate or stale', async () => {
    const world = aSmallWorld();
    world.clock.moveTo(noon(-600));
    const calls: string[] = [];
    const { store } = world.table;
    const counting: ConversationStore = {
      load: (id) => {
        calls.push('load');
        return store.load(id);
      },
      saveIfUnchanged: (conversation) => {
        calls.push('save');
        return store.saveIfUnchanged(conversation);
      },
    };
    const tell = createRecordNotification({ ...world.deps, store: counting });
    const body = aSnapshot([aCustomerLeg()], noon(-600));
    await tell(body);
    await tell(body);
    expect(calls).toEqual(['load', 'save', 'load']);
    await tell(aSnapshot([aCustomerLeg()], noon(-500)));
    calls.length = 0;
    expect((await tell(aSnapshot([aCustomerLeg()], noon(-550)))).outcome).toBe('stale');
    expect(calls).toEqual(['load']);
  });

  it('loads again when it lost a race, and gives up after 8 in a row', async () => {
    const world = aSmallWorld();
    let loads = 0;
    const contended: ConversationStore = {
      load: async () => {
        loads++;
        return undefined;
      },
      saveIfUnchanged: async () => false,
    };
    const tell = createRecordNotification({ ...world.deps, store: contended });
    await expect(tell(aSnapshot([aCustomerLeg()], noon(-600)))).rejects.toThrow(ContentionError);
    expect(loads).toBe(8);
  });

  it('counts what it could not keep', async () => {
    const world = aSmallWorld();
    const agents = Array.from({ length: 10 }, (_, index) => anAgentLeg({ participantId: `agent-${index}` }));
    const calls = Array.from({ length: 17 }, (_, index) => aCall({ id: `call-${index}` }));
    await world.tell(aSnapshot([aCustomerLeg(), ...agents], noon(-600), calls));
    expect(world.telemetry.counted('state.dropped')).toBe(3);
  });
});
