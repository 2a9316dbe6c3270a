/** Once a callback is placed elsewhere, the old one must not be dialled too: it is disconnected until that is done. */
import { describe, expect, it } from 'vitest';
import { nextLook } from '#shared/domain/next-look.ts';
import { UPKEEP } from '#shared/domain/pacing.ts';
import { type EpochMs, hours, plus } from '#shared/domain/time.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import { aCall, aCustomerLeg, aSnapshot, CONVERSATION } from '#test/builders/observations.ts';
import { aDialingWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

type World = ReturnType<typeof aDialingWorld>;

async function aWorldWithCleanUps(traits: Parameters<typeof aDialingWorld>[0] = {}) {
  const world = aDialingWorld({ callsShow: 'elsewhere', cleansUp: true, ...traits });
  await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
  return world;
}

const secondsOf = (instants: readonly EpochMs[]) => instants.map((at) => (at - NOON) / 1000);
const triesAt = ({ genesys }: World) => secondsOf(genesys.cleanedUp);
const cleanUpOf = async (world: World) => {
  const placement = (await world.state()).callbacks[0]?.placement;
  return placement?.kind === 'placed' ? placement.cleanUp : undefined;
};
const ended = aCustomerLeg({ state: 'disconnected', endedAt: noon(100) });

describe('cleaning up', () => {
  it('follows a placement at once, once', async () => {
    const world = await aWorldWithCleanUps();
    await world.passUntil(NOON);
    expect(triesAt(world)).toEqual([0]);
    await world.passUntil(noon(86_400));
    expect([triesAt(world), await cleanUpOf(world)]).toEqual([[0], undefined]);
    expect(nextLook(await world.state())).toBeUndefined();
    expect(world.telemetry.counted('clean-ups.done')).toBe(1);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('is done once although others look at the same time', async () => {
    const world = await aWorldWithCleanUps();
    world.clock.moveTo(NOON);
    const timer = { conversationId: CONVERSATION, at: NOON };
    await world.runTimers([timer, timer, timer]);
    await world.passUntil(noon(86_400));
    expect(triesAt(world)).toEqual([0]);
  });

  it('follows at once where only evidence told of the placement', async () => {
    const world = await aWorldWithCleanUps();
    world.placer.answers.push({ kind: 'unknown', because: 'time-out' });
    await world.passUntil(noon(5));
    const key = world.placer.requests[0]?.placementKey ?? '';
    const carrier = aSnapshot([aCustomerLeg({ placementKey: key })], noon(5));
    await world.tell({ ...carrier, conversationId: 'another' });
    await world.passUntil(noon(86_400));
    expect(triesAt(world)).toEqual([5]);
  });

  it.each([
    ['refused', { kind: 'refused', because: 'forbidden', final: true }],
    ['unknown', { kind: 'unknown', because: 'time-out' }],
    ['postponed', { kind: 'postponed', because: 'throttled' }],
  ] as const)('does not follow a request that was %s', async (_, outcome) => {
    const world = await aWorldWithCleanUps();
    world.placer.answers.push(outcome);
    await world.passUntil(noon(20));
    expect(triesAt(world)).toEqual([]);
  });

  it('of a placer that has none is nothing to be looked at', async () => {
    const world = aDialingWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(NOON);
    expect(nextLook(await world.state())).toBeUndefined();
  });

  it('is tried again after 30 s, 1, 2, 4 … min, at last every 6 h, until it is done', async () => {
    const world = await aWorldWithCleanUps();
    world.genesys.isStubborn = true;
    await world.passUntil(plus(NOON, hours(48)));
    const at = triesAt(world);
    expect(at.slice(0, 6)).toEqual([0, 30, 90, 210, 450, 930]);
    expect(at.slice(-2).map((one, index, [first = 0]) => (index === 0 ? 0 : one - first))).toEqual([
      0,
      6 * 3600,
    ]);
    expect(world.telemetry.counted('clean-ups.failed')).toBe(at.length);
    world.genesys.isStubborn = false;
    await world.passUntil(plus(NOON, hours(96)));
    expect(triesAt(world)).toHaveLength(at.length + 1);
    expect(nextLook(await world.state())).toBeUndefined();
    expect(world.placer.requests).toHaveLength(1);
  });

  it('stops when the callback has ended by itself', async () => {
    const world = await aWorldWithCleanUps();
    world.genesys.isStubborn = true;
    await world.passUntil(noon(100));
    await world.tell(aSnapshot([ended], noon(100)));
    await world.passUntil(noon(86_400));
    expect([triesAt(world), await cleanUpOf(world)]).toEqual([[0, 30, 90], undefined]);
  });

  it('waits while somebody talks in the callback', async () => {
    const world = await aWorldWithCleanUps();
    world.genesys.isStubborn = true;
    await world.passUntil(noon(10));
    await world.tell(aSnapshot([aCustomerLeg()], noon(10), [aCall()]));
    world.genesys.isStubborn = false;
    await world.passUntil(noon(200));
    expect(triesAt(world)).toEqual([0]);
    const over = aCall({ state: 'disconnected', startedAt: noon(10), endedAt: noon(200) });
    await world.tell(aSnapshot([aCustomerLeg()], noon(200), [over]));
    await world.passUntil(noon(86_400));
    expect(triesAt(world)).toEqual([0, 210]);
  });

  it('is given up after 7 days', async () => {
    const world = await aWorldWithCleanUps();
    world.genesys.isStubborn = true;
    await world.passUntil(plus(NOON, hours(24 * 8)));
    expect(nextLook(await world.state())).toBeUndefined();
    expect(triesAt(world).at(-1)).toBeGreaterThan(6.7 * 86_400);
    expect(triesAt(world).at(-1)).toBeLessThanOrEqual(7 * 86_400);
  });

  it('stops when the callback was moved, and the new one is placed at its time', async () => {
    const world = await aWorldWithCleanUps();
    world.genesys.isStubborn = true;
    await world.passUntil(noon(100));
    const moved = aCustomerLeg({ scheduledFor: noon(7200) });
    world.genesys.legs = [moved];
    await world.tell(aSnapshot([moved], noon(100)));
    await world.passUntil(noon(7199));
    expect(triesAt(world)).toEqual([0, 30, 90]);
    world.genesys.isStubborn = false;
    await world.passUntil(noon(86_400));
    expect(triesAt(world)).toEqual([0, 30, 90, 7200]);
    expect(world.placer.requests.map(({ firedAt }) => firedAt)).toEqual([NOON, noon(7200)]);
  });

  it('goes on when the callback was only told in other words', async () => {
    const world = await aWorldWithCleanUps();
    world.genesys.isStubborn = true;
    await world.passUntil(noon(10));
    await world.tell(aSnapshot([aCustomerLeg({ scheduledFor: noon(1) })], noon(10)));
    world.genesys.isStubborn = false;
    await world.passUntil(noon(86_400));
    expect(triesAt(world)).toEqual([0, 30]);
  });

  it('waits for a placer that the stage config does not declare any more', async () => {
    const world = await aWorldWithCleanUps();
    world.genesys.isStubborn = true;
    await world.passUntil(noon(1));
    world.deps.placers.clear();
    await world.passUntil(noon(31));
    expect(await cleanUpOf(world)).toMatchObject({ tries: 2 });
    world.deps.placers.set('scripted', world.placer);
    world.genesys.isStubborn = false;
    await world.passUntil(noon(86_400));
    expect(triesAt(world)).toEqual([0, 90]);
  });
});

describe('a crash', () => {
  it('between the placement and the clean-up: another worker cleans up, nobody places again', async () => {
    const world = await aWorldWithCleanUps();
    const dying = {
      ...world.placer,
      cleanUp: () => new Promise<never>(() => undefined),
    };
    world.clock.moveTo(NOON);
    const placers = new Map([['scripted', dying]]);
    void createRunTimers({ ...world.deps, placers })([{ conversationId: CONVERSATION, at: NOON }]);
    await expect
      .poll(async () => (await world.state()).callbacks[0]?.placement)
      .toMatchObject({ kind: 'placed' });
    // Others leave it to whoever placed it for as long as a lease is.
    expect(nextLook(await world.state())).toEqual({ at: noon(30), why: 'retry' });
    await world.passUntil(noon(86_400));
    expect(triesAt(world)).toEqual([30]);
    expect(world.placer.requests).toHaveLength(1);
  });

  it('between the clean-up and its record: cleaned up twice, which does no harm', async () => {
    const world = await aWorldWithCleanUps();
    let isBroken = true;
    const store: ConversationStore = {
      load: world.deps.store.load,
      saveIfUnchanged: async (conversation) => {
        if (isBroken && world.genesys.cleanedUp.length > 0) throw new Error('The table is away.');
        return world.deps.store.saveIfUnchanged(conversation);
      },
    };
    world.clock.moveTo(NOON);
    const runTimers = createRunTimers({ ...world.deps, store });
    const timer = { conversationId: CONVERSATION, at: NOON };
    await expect(runTimers([timer])).rejects.toThrow('1 of 1');
    isBroken = false;
    await world.passUntil(noon(86_400));
    expect(triesAt(world)).toEqual([0, 30]);
    expect(world.placer.requests).toHaveLength(1);
  });
});

describe('somebody who talks in the callback', () => {
  it('is not cut off: a call told while the request is under way has the clean-up wait a minute', async () => {
    const world = await aWorldWithCleanUps();
    world.deps.placers.set('scripted', {
      ...world.placer,
      prepare: async () => async () => {
        await world.tell(aSnapshot([aCustomerLeg()], noon(0), [aCall({ startedAt: noon(0) })]));
        return { kind: 'placed' };
      },
    });
    await world.passUntil(noon(59));
    expect(triesAt(world)).toEqual([]);
    const over = aCall({ state: 'disconnected', startedAt: NOON, endedAt: noon(59) });
    await world.tell(aSnapshot([aCustomerLeg()], noon(59), [over]));
    await world.passUntil(noon(200));
    expect(triesAt(world)).toEqual([60]);
  });

  it('is believed to for an hour, where nobody tells of the end', async () => {
    const world = await aWorldWithCleanUps();
    world.genesys.isStubborn = true;
    await world.passUntil(noon(10));
    await world.tell(aSnapshot([aCustomerLeg()], noon(10), [aCall({ startedAt: noon(5) })]));
    world.genesys.isStubborn = false;
    await world.tell(aSnapshot([aCustomerLeg()], noon(100)));
    await world.passUntil(noon(12 * 3600));
    expect(triesAt(world)).toEqual([0, 3630]);
  });

  it('was told of before the claim, when Genesys said that nobody does: it is cleaned up at once', async () => {
    const world = await aWorldWithCleanUps();
    const inbound = aCall({ direction: 'inbound', startedAt: noon(-590) });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-580), [inbound]));
    await world.passUntil(noon(7200));
    expect(triesAt(world)).toEqual([0]);
  });
});

describe("the client's rate", () => {
  it('has the first try in the slot of its placement, and a slot for every other', async () => {
    const world = await aWorldWithCleanUps({ requestsPerMinute: 10 });
    world.genesys.isStubborn = true;
    const taken = { lane: UPKEEP, requestsPerMinute: 1, requests: 3, due: NOON };
    await world.passUntil(NOON);
    await world.deps.pacer.takeSlot('scripted', taken);
    await world.passUntil(noon(400));
    // Others have what there is for upkeep until 180 s.
    expect(triesAt(world)).toEqual([0, 180, 240, 360]);
  });

  it('is not asked for once there is nothing to clean up', async () => {
    const world = await aWorldWithCleanUps({ requestsPerMinute: 10 });
    world.genesys.isStubborn = true;
    await world.passUntil(NOON);
    await world.deps.pacer.takeSlot('scripted', {
      lane: UPKEEP,
      requestsPerMinute: 1,
      requests: 3,
      due: NOON,
    });
    await world.passUntil(noon(60));
    expect(await cleanUpOf(world)).toEqual({ at: noon(180), tries: 1, isSlot: true });
    await world.tell(aSnapshot([ended], noon(100)));
    await world.passUntil(noon(180));
    expect([triesAt(world), await cleanUpOf(world)]).toEqual([[0], undefined]);
  });
});
