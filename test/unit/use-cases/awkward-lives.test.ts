/** Lives of callbacks in which something goes wrong: each was once placed wrongly, or forgotten, in a review. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Automation } from '#shared/domain/automation.ts';
import type { CallbackRecord } from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { withRecord } from '#shared/domain/records.ts';
import { durationMs, hours, minutes, plus, seconds, toIso } from '#shared/domain/time.ts';
import {
  aConnectedAgentLeg,
  aCustomerLeg,
  aLegObservation,
  anImmediateCustomerLeg,
  aSnapshot,
  CONVERSATION,
  CUSTOMER,
} from '#test/builders/observations.ts';
import { aScriptedPlacer, aSmallWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

const fired = (world: ReturnType<typeof aSmallWorld>) =>
  world.placer.requests.map(({ firedAt }) => (firedAt - NOON) / 1000);

describe('a time that was replaced', () => {
  const start = aLegObservation(
    {
      communicationId: 'session',
      participantId: CUSTOMER,
      purpose: 'customer',
      scheduledFor: NOON,
      startedAt: noon(-600),
    },
    noon(-600),
  );
  const { communicationId: _, ...leg } = aCustomerLeg();

  it('does not come back when the new one is cancelled', async () => {
    const world = aSmallWorld();
    world.clock.moveTo(noon(-100));
    await world.tell(start);
    await world.tell(aSnapshot([leg], noon(-500)));
    await world.tell(aSnapshot([{ ...leg, scheduledFor: noon(7200) }], noon(-400)));
    await world.tell(
      aSnapshot(
        [{ ...leg, scheduledFor: noon(7200), state: 'disconnected', endedAt: noon(-300) }],
        noon(-300),
      ),
    );
    expect(nextLook(await world.state())).toBeUndefined();
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toEqual([]);
  });

  it("is not ended by an older session's end that tells no time", async () => {
    const world = aSmallWorld();
    world.clock.moveTo(noon(-100));
    await world.tell(aSnapshot([{ ...leg, scheduledFor: noon(7200) }], noon(-400)));
    const end = {
      communicationId: 'session',
      participantId: CUSTOMER,
      purpose: 'customer',
      state: 'disconnected',
      endedAt: noon(-450),
      sessionEnded: true,
    } as const;
    await world.tell(aLegObservation(end, noon(-450)));
    await world.passUntil(noon(7200));
    expect(fired(world)).toEqual([7200]);
  });

  it('after an immediate callback that an agent took, is placed although that agent told no time', async () => {
    const world = aSmallWorld();
    world.clock.moveTo(noon(-3600));
    const { scheduledFor: _t, timeout: _s, ...agent } = aConnectedAgentLeg(noon(-3500));
    await world.tell(aSnapshot([anImmediateCustomerLeg(), agent], noon(-3500)));
    await world.passUntil(noon(-3400));
    const before = world.placer.requests.length;
    await world.tell(aSnapshot([aCustomerLeg({ scheduledFor: noon(7200) }), agent], noon(-3300)));
    await world.passUntil(noon(7200));
    expect(fired(world).slice(before)).toEqual([7200]);
  });

  it('is not placed early by the timeout of an agent who had the earlier callback', async () => {
    const world = aSmallWorld();
    const { scheduledFor: _t, ...agent } = aConnectedAgentLeg(noon(0), { timeout: seconds(300) });
    await world.tell(aSnapshot([anImmediateCustomerLeg({ state: 'connected' }), agent], noon(0)));
    await world.passUntil(noon(60));
    await world.tell(aSnapshot([aCustomerLeg({ scheduledFor: noon(7200) }), agent], noon(60)));
    await world.passUntil(noon(3600));
    expect(world.placer.requests).toEqual([]);
  });
});

describe('a retry', () => {
  it('of a callback that was moved by less than a minute, waits for the new time', async () => {
    const world = aSmallWorld();
    world.placer.answers.push({ kind: 'refused', because: 'throttled', final: false });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(10));
    await world.tell(aSnapshot([aCustomerLeg({ scheduledFor: noon(55) })], noon(10)));
    await world.passUntil(noon(600));
    expect(world.placer.requests).toHaveLength(2);
    expect(nextLook(await world.state())).toBeUndefined();
    expect((await world.state()).callbacks[0]?.placement).toMatchObject({ claimedAt: noon(55) });
  });

  it('that calling hours put off, ends at once when its callback does', async () => {
    const world = aSmallWorld();
    world.placer.answers.push({ kind: 'refused', because: 'throttled', final: false });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    world.configure({ paused: true });
    await world.passUntil(noon(31));
    await world.tell(aSnapshot([aCustomerLeg({ state: 'disconnected', endedAt: noon(32) })], noon(32)));
    await world.passUntil(noon(33));
    expect(world.announced()).toEqual(['CallbackLeft: ended']);
  });

  it('of another trigger is kept when the scheduled one is left', async () => {
    const world = aSmallWorld();
    world.placer.answers.push({ kind: 'refused', because: 'throttled', final: false });
    const agent = aConnectedAgentLeg(noon(-30));
    await world.tell(aSnapshot([aCustomerLeg(), agent], noon(-30)));
    await world.passUntil(noon(29));
    expect(world.placer.requests).toHaveLength(1);
    await world.passUntil(noon(31));
    expect(world.placer.requests.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });
});

describe('after an outcome that nobody knows', () => {
  const unknown = { kind: 'unknown', because: 'time-out' } as const;

  it('a refusal of the repetition is no evidence: it stays unknown', async () => {
    const world = aSmallWorld(aScriptedPlacer({ repeatable: true }));
    world.placer.answers.push(unknown, { kind: 'refused', because: 'conflict', final: true });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toHaveLength(2);
    expect(world.announced()).toEqual(['CallbackPlacementUnknown: conflict']);
  });

  it('no other placer is asked, even when the automation names another one meanwhile', async () => {
    const world = aSmallWorld(aScriptedPlacer({ repeatable: true }));
    const other = aScriptedPlacer();
    world.deps.placers.set('other', other);
    world.placer.answers.push(unknown, { kind: 'refused', because: 'throttled', final: false });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(31));
    const automation: Automation = { ...DEFAULT_AUTOMATION, placer: 'other' };
    world.configure({ automations: new Map([['default', automation]]) });
    await world.passUntil(noon(9000));
    expect(other.requests).toEqual([]);
    expect(world.announced()).toEqual(['CallbackPlacementUnknown: throttled']);
  });

  it('it is announced 5 min after the claim, while further tries are to come', async () => {
    const world = aSmallWorld(aScriptedPlacer({ repeatable: true }));
    world.placer.answers.push(unknown, unknown, unknown, unknown, unknown);
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(plus(NOON, durationMs(minutes(5) - 1)));
    expect(world.announced()).toEqual([]);
    await world.passUntil(plus(NOON, minutes(5)));
    expect(world.announced()).toEqual(['CallbackPlacementUnknown: time-out']);
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toHaveLength(5);
    expect(world.announced()).toHaveLength(1);
  });

  it('a pause does not make it too late to be handed over again', async () => {
    const world = aSmallWorld(aScriptedPlacer({ repeatable: true }));
    world.placer.answers.push(unknown);
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    world.configure({ paused: true });
    await world.passUntil(plus(NOON, hours(5)));
    world.configure({ paused: false });
    await world.passUntil(plus(NOON, hours(6)));
    expect(world.placer.requests).toHaveLength(2);
  });
});

describe('timeouts', () => {
  it('of an older agent who is still there count when a newer one has left', async () => {
    const world = aSmallWorld();
    const scheduledFor = noon(-700);
    const first = aConnectedAgentLeg(noon(-600), {
      scheduledFor,
      timeout: seconds(600),
      communicationId: 'a',
      participantId: 'a',
    });
    const second = aConnectedAgentLeg(noon(-400), {
      scheduledFor,
      timeout: seconds(600),
      communicationId: 'b',
      participantId: 'b',
      state: 'disconnected',
      endedAt: noon(-350),
    });
    await world.tell(aSnapshot([aCustomerLeg({ scheduledFor }), first, second], noon(-350)));
    await world.passUntil(noon(0));
    expect(world.placer.requests).toMatchObject([{ trigger: 'timeout', due: NOON }]);
  });
});

describe('one thing that fails', () => {
  it('does not hold up the others: announcements go on while a placer cannot be prepared', async () => {
    const world = aSmallWorld(aScriptedPlacer({ kind: 'lambda' }));
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(-1));
    const broken = { ...world.placer, prepare: () => Promise.reject(new Error('no secret')) };
    world.deps.placers.set('scripted', broken);
    const elsewhere: CallbackRecord = {
      key: toIso(noon(-7200)),
      triggers: [
        {
          trigger: { kind: 'scheduled' },
          due: noon(-7200),
          held: durationMs(0),
          fate: { kind: 'paused', since: noon(1), until: noon(2) },
        },
      ],
    };
    await world.table.store.saveIfUnchanged(withRecord(await world.state(), elsewhere));
    world.clock.moveTo(noon(3));
    await expect(world.runTimers([{ conversationId: CONVERSATION, at: NOON }])).rejects.toThrow('1 of 1');
    expect(world.announced()).toEqual(['CallbackLeft: rescheduled']);
    expect(world.telemetry.lines).toContainEqual({
      level: 'error',
      event: 'placer.unprepared',
      fields: { conversationId: CONVERSATION, placer: 'scripted' },
    });
  });
});

describe('beyond 32 callbacks', () => {
  it('an outcome that nobody knows is never forgotten', async () => {
    const world = aSmallWorld(aScriptedPlacer());
    world.placer.answers.push({ kind: 'unknown', because: 'time-out' });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    world.configure({ automations: new Map() });
    for (let index = 1; index <= 40; index++) {
      const at = noon(index * 600);
      await world.tell(aSnapshot([aCustomerLeg({ scheduledFor: at })], noon(index * 600 - 300)));
      await world.passUntil(at);
    }
    const { callbacks } = await world.state();
    expect(callbacks).toHaveLength(32);
    expect(callbacks[0]).toMatchObject({ key: toIso(NOON), placement: { kind: 'unknown' } });
  });
});

describe('a second callback in the same conversation', () => {
  it('that is immediate is placed, although the participant joined before the first', async () => {
    const world = aSmallWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    world.clock.moveTo(noon(7200));
    await world.tell(aSnapshot([anImmediateCustomerLeg({ startedAt: noon(-3600) })], noon(7200)));
    await world.passUntil(noon(7300));
    expect(fired(world)).toEqual([0, 7200]);
  });
});

describe('a look that became moot', () => {
  it('is due from the moment it did, not from when it was put off: it was never overdue', async () => {
    const world = aSmallWorld();
    world.configure({ paused: true });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(100));
    await world.tell(aSnapshot([aCustomerLeg({ state: 'disconnected', endedAt: noon(100) })], noon(100)));
    expect(nextLook(await world.state())).toEqual({ at: noon(100), why: 'paused' });
  });
});
