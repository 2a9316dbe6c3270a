/** Genesys is asked immediately before a call is made, and what it says then decides. */
import { describe, expect, it } from 'vitest';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Call, LegFacts } from '#shared/domain/observation.ts';
import { durationMs, hours, minutes, plus, seconds, toIso } from '#shared/domain/time.ts';
import type { PlacementOutcome } from '#shared/ports/placer.ts';
import {
  aCall,
  aConnectedAgentLeg,
  aCustomerLeg,
  aLegObservation,
  anImmediateCustomerLeg,
  aSnapshot,
  CONVERSATION,
  CUSTOMER,
} from '#test/builders/observations.ts';
import { aDialingWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

/** A dialing world that knows of a callback for noon. */
async function aWorldBeforeNoon(leg: LegFacts = aCustomerLeg()) {
  const world = aDialingWorld();
  await world.tell(aSnapshot([leg], noon(-600)));
  return world;
}

type World = ReturnType<typeof aDialingWorld>;

const placedAt = ({ placer }: World) => placer.requests.map(({ firedAt }) => (firedAt - NOON) / 1000);
const askedAt = ({ genesys }: World) => genesys.asked.map((at) => (at - NOON) / 1000);
const noAnswer = { kind: 'no-answer', because: 'time-out' } as const;

/** Makes every question take this long. */
const slow = (world: World, ms: number) => async () =>
  world.clock.moveTo(plus(world.clock.now(), durationMs(ms)));

describe('a callback that Genesys shows', () => {
  it('as it was claimed is placed, after one question at its instant', async () => {
    const world = await aWorldBeforeNoon();
    await world.passUntil(noon(0, -1));
    expect([askedAt(world), placedAt(world)]).toEqual([[], []]);
    await world.passUntil(noon(9000));
    expect([askedAt(world), placedAt(world)]).toEqual([[0], [0]]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
    expect(world.telemetry.counted('live-checks.refused')).toBe(0);
  });

  const customer = aCustomerLeg();
  it.each<[string, readonly LegFacts[], readonly Call[], string]>([
    ['as ended', [aCustomerLeg({ state: 'disconnected', endedAt: noon(0) })], [], 'ended'],
    ['as one of ours', [aCustomerLeg({ placementKey: 'another_1' })], [], 'ours'],
    ['as an external dialer’s', [aCustomerLeg({ externalCampaign: true })], [], 'external-dialer'],
    ['with an outbound call in progress', [customer], [aCall()], 'call-in-progress'],
    [
      'with an outbound call made since its time',
      [customer],
      [aCall({ state: 'disconnected', startedAt: NOON, endedAt: NOON })],
      'already-called',
    ],
    ['with an agent', [customer, aConnectedAgentLeg(noon(0), { timeout: durationMs(0) })], [], 'with-agent'],
  ])('%s is left, with the reason, and never placed', async (_, legs, calls, reason) => {
    const world = await aWorldBeforeNoon();
    Object.assign(world.genesys, { legs, calls });
    await world.passUntil(noon(86_400));
    expect([askedAt(world), placedAt(world)]).toEqual([[0], []]);
    expect(world.announced()).toEqual([`CallbackLeft: ${reason}`]);
    expect((await world.state()).callbacks[0]).not.toHaveProperty('placement');
    expect(world.telemetry.counted('live-checks.refused')).toBe(1);
    expect(world.telemetry.counted('callbacks.placed')).toBe(0);
  });

  it('not at all (there is no such conversation) may be too new: asked again, until it is too late', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.answer = { kind: 'gone' };
    await world.passUntil(noon(100));
    expect([askedAt(world), placedAt(world), world.announced()]).toEqual([[0, 30, 60], [], []]);
    await world.passUntil(noon(86_400));
    expect(placedAt(world)).toEqual([]);
    expect(world.announced()).toEqual(['CallbackPlacementFailed: too-late']);
  });

  it.each([
    ['the creation time', aCustomerLeg({ scheduledFor: noon(-600) })],
    ['no time', anImmediateCustomerLeg()],
  ])('with %s, immediate, is placed once', async (_, shown) => {
    const world = await aWorldBeforeNoon(anImmediateCustomerLeg());
    world.genesys.legs = [shown];
    world.clock.moveTo(noon(-599));
    await world.passUntil(noon(9000));
    await world.tell(aSnapshot([shown], noon(9000)));
    await world.passUntil(noon(86_400));
    expect(world.placer.requests).toHaveLength(1);
  });

  it('with its participant, immediate, known by a bare leg so far, is placed once', async () => {
    const { participantId: _, purpose: __, ...bare } = anImmediateCustomerLeg();
    const world = aDialingWorld();
    world.genesys.legs = [anImmediateCustomerLeg()];
    await world.tell(aLegObservation(bare, noon(-600)));
    await world.passUntil(noon(9000));
    await world.tell(aSnapshot([anImmediateCustomerLeg()], noon(9000)));
    await world.passUntil(noon(86_400));
    expect(world.placer.requests).toHaveLength(1);
  });
});

describe('a customer who is still on the line', () => {
  it('is asked for again every 60 s, each time from a new claim, and called back afterwards', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.calls = [aCall({ direction: 'inbound' })];
    await world.passUntil(noon(150));
    expect([askedAt(world), placedAt(world)]).toEqual([[0, 60, 120], []]);
    // Nobody tells of the end of the call: the topics of callbacks carry no calls.
    world.genesys.calls = [aCall({ direction: 'inbound', state: 'disconnected', endedAt: noon(160) })];
    await world.passUntil(noon(9000));
    expect(placedAt(world)).toEqual([180]);
    expect(world.placer.requests).toMatchObject([{ attempt: 1 }]);
  });

  it('is left to the agent after maxLateness', async () => {
    const world = await aWorldBeforeNoon();
    world.automate({ maxLateness: minutes(10) });
    world.genesys.calls = [aCall({ direction: 'inbound' })];
    await world.passUntil(noon(86_400));
    expect(placedAt(world)).toEqual([]);
    expect(world.announced()).toEqual(['CallbackLeft: call-in-progress']);
  });
});

describe('a time that was moved, of which only Genesys told', () => {
  it.each([
    ['within the minute', 30],
    ['by exactly a minute', 60],
    ['by more than a minute', 61],
    ['by hours', 7200],
  ])('%s: the old one is left, the new one placed at it, once', async (_, second) => {
    const world = await aWorldBeforeNoon();
    world.genesys.legs = [aCustomerLeg({ scheduledFor: noon(second) })];
    await world.passUntil(noon(second, -1));
    expect(placedAt(world)).toEqual([]);
    expect(world.announced()).toEqual(['CallbackLeft: rescheduled']);
    await world.passUntil(noon(86_400));
    expect(world.placer.requests).toMatchObject([
      { callbackKey: toIso(noon(second)), due: noon(second), firedAt: noon(second), attempt: 1 },
    ]);
    expect(world.announced()).toEqual(['CallbackLeft: rescheduled', 'CallbackPlaced']);
  });

  it('its notification afterwards changes nothing', async () => {
    const world = await aWorldBeforeNoon();
    const moved = aCustomerLeg({ scheduledFor: noon(1800) });
    world.genesys.legs = [moved];
    await world.passUntil(noon(1));
    await world.tell(aSnapshot([moved], noon(-2)));
    await world.passUntil(noon(900));
    await world.tell(aSnapshot([moved], noon(-2)));
    expect(nextLook(await world.state())).toEqual({ at: noon(1800), why: 'scheduled' });
    await world.passUntil(noon(86_400));
    expect(placedAt(world)).toEqual([1800]);
  });

  it('moved a second time meanwhile, is placed at the last one alone', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.legs = [aCustomerLeg({ scheduledFor: noon(600) })];
    await world.passUntil(noon(300));
    const last = aCustomerLeg({ scheduledFor: noon(1200) });
    await world.tell(aSnapshot([last], noon(300)));
    world.genesys.legs = [last];
    await world.passUntil(noon(86_400));
    expect(placedAt(world)).toEqual([1200]);
  });

  it('moved to the past is due: it is placed at once, under its first key', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.legs = [aCustomerLeg({ scheduledFor: noon(-300) })];
    await world.passUntil(noon(1));
    await world.tell(aSnapshot([aCustomerLeg({ scheduledFor: noon(-300) })], noon(1)));
    await world.passUntil(noon(86_400));
    expect(world.placer.requests).toMatchObject([{ callbackKey: toIso(NOON), firedAt: NOON }]);
  });

  it('that is no time at all any more: due now, and placed once', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.legs = [anImmediateCustomerLeg()];
    await world.passUntil(noon(1));
    expect(world.placer.requests).toMatchObject([{ callbackKey: `now@${CUSTOMER}`, attempt: 1 }]);
    await world.tell(aSnapshot([anImmediateCustomerLeg()], noon(1)));
    await world.passUntil(noon(86_400));
    expect(world.placer.requests).toHaveLength(1);
  });

  it('against newer news: neither is believed until Genesys is asked again', async () => {
    const world = await aWorldBeforeNoon();
    await world.passUntil(noon(-1));
    // Stamped later than what Genesys answers at noon, which may lag by 5 s.
    await world.tell(aSnapshot([aCustomerLeg({ name: 'Alexandra Example' })], noon(-1)));
    world.genesys.legs = [aCustomerLeg({ scheduledFor: noon(1800) })];
    await world.passUntil(noon(20));
    expect([askedAt(world), world.announced()]).toEqual([[0, 10], ['CallbackLeft: rescheduled']]);
    await world.passUntil(noon(86_400));
    expect(placedAt(world)).toEqual([1800]);
  });

  it('against newer news that were right: placed 10 s later, at its time', async () => {
    const world = await aWorldBeforeNoon(aCustomerLeg({ scheduledFor: noon(1800) }));
    await world.passUntil(noon(-1));
    await world.tell(aSnapshot([aCustomerLeg()], noon(-1)));
    world.genesys.legs = [aCustomerLeg({ scheduledFor: noon(1800) })];
    await world.passUntil(noon(1));
    world.genesys.legs = [aCustomerLeg()];
    await world.passUntil(noon(86_400));
    expect(placedAt(world)).toEqual([10]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('after a try that was refused, the new one is tried from the first again', async () => {
    const world = await aWorldBeforeNoon();
    world.placer.answers.push({ kind: 'refused', because: 'conflict', final: false });
    await world.passUntil(noon(1));
    world.genesys.legs = [aCustomerLeg({ scheduledFor: noon(3600) })];
    await world.passUntil(noon(86_400));
    expect(world.placer.requests.map(({ callbackKey, attempt }) => [callbackKey, attempt])).toEqual([
      [toIso(NOON), 1],
      [toIso(noon(3600)), 1],
    ]);
    expect(world.announced()).toEqual(['CallbackLeft: rescheduled', 'CallbackPlaced']);
  });
});

describe('without an answer', () => {
  it('nothing is placed; it is tried again, without counting attempts', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.answer = noAnswer;
    await world.passUntil(noon(3600));
    expect(placedAt(world)).toEqual([]);
    expect(world.genesys.asked.length).toBeGreaterThan(5);
    expect(world.telemetry.counted('live-checks.unanswered')).toBe(world.genesys.asked.length);
    world.genesys.answer = undefined;
    await world.passUntil(noon(5400));
    expect(world.placer.requests).toMatchObject([{ attempt: 1 }]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('it waits longer as time passes: 30 s at first, 15 min at last', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.answer = noAnswer;
    await world.passUntil(plus(NOON, hours(2)));
    expect(askedAt(world)).toEqual([0, 30, 60, 120, 240, 480, 960, 1860, 2760, 3660, 4560, 5460, 6360]);
  });

  it('it waits as long as Genesys says, where that is longer', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.answer = { kind: 'no-answer', because: 'throttled', retryAfter: seconds(170) };
    await world.passUntil(noon(171));
    expect(askedAt(world)).toEqual([0, 170]);
  });

  it.each([
    [-1, 'CallbackPlaced'],
    [0, 'CallbackPlacementFailed: too-late'],
  ])('Genesys answers again %i ms after it is too late: %s', async (ms, announced) => {
    const world = await aWorldBeforeNoon();
    // Asked at 0, 30, 60, 120, 240, 480 and 960 s.
    world.automate({ maxLateness: durationMs(960_000 - 1 - ms) });
    world.genesys.answer = noAnswer;
    await world.passUntil(noon(900));
    world.genesys.answer = undefined;
    await world.passUntil(noon(86_400));
    expect(world.announced()).toEqual([announced]);
  });

  it('for 4 hours, it expires: that is announced, and nothing is asked any more', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.answer = noAnswer;
    await world.passUntil(plus(NOON, hours(5)));
    expect(world.announced()).toEqual(['CallbackPlacementFailed: too-late']);
    expect(askedAt(world).at(-1)).toBeLessThanOrEqual(4 * 3600);
    expect(nextLook(await world.state())).toBeUndefined();
  });

  it.each<PlacementOutcome>([{ kind: 'placed' }, { kind: 'refused', because: 'conflict', final: false }])(
    'and an outcome of $kind later, the claims before count for nothing',
    async (outcome) => {
      const world = await aWorldBeforeNoon();
      world.automate({ maxAttempts: 2 });
      world.placer.answers.push(outcome);
      world.genesys.answer = noAnswer;
      await world.passUntil(noon(300));
      world.genesys.answer = undefined;
      await world.passUntil(noon(9000));
      expect(world.placer.requests.map(({ attempt }) => attempt)).toEqual(
        outcome.kind === 'placed' ? [1] : [1, 2],
      );
    },
  );
});

describe('while Genesys is asked', () => {
  it('a worker that lost its claim asks nothing and places nothing', async () => {
    const world = await aWorldBeforeNoon();
    world.clock.moveTo(NOON);
    const timer = { conversationId: CONVERSATION, at: NOON };
    await world.runTimers(Array.from({ length: 20 }, () => timer));
    expect([askedAt(world), placedAt(world)]).toEqual([[0], [0]]);
  });

  it('a notification does not disturb: the question decides, and the outcome is recorded beside the news', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.meanwhile = () =>
      world.tell(aSnapshot([aCustomerLeg({ state: 'connected', connectedAt: noon(0) })], noon(0)));
    await world.passUntil(noon(9000));
    expect(placedAt(world)).toEqual([0]);
    const state = await world.state();
    expect(state.callbacks).toMatchObject([{ placement: { kind: 'placed' } }]);
    expect(state.customerLegs?.value).toMatchObject([{ state: 'connected' }]);
  });

  it('our placement key in another conversation stands against what Genesys objects', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.legs = [aCustomerLeg({ state: 'disconnected', endedAt: noon(0) })];
    world.genesys.meanwhile = async () => {
      const placementKey = (await world.state()).callbacks[0]?.placement?.placementKey ?? '';
      const carrier = aSnapshot([aCustomerLeg({ placementKey })], noon(0));
      await world.tell({ ...carrier, conversationId: 'another' });
    };
    await world.passUntil(noon(86_400));
    expect((await world.state()).callbacks).toMatchObject([{ placement: { kind: 'placed' } }]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it.each([
    [20_000, 'placed', [0], [0]],
    [20_001, 'retry', [0], []],
  ])('%i ms long, it is %s: a request needs 10 s of the lease', async (ms, kind, asked, placed) => {
    const world = await aWorldBeforeNoon();
    world.genesys.meanwhile = slow(world, ms);
    world.clock.moveTo(NOON);
    await world.runTimers([{ conversationId: CONVERSATION, at: NOON }]);
    expect([askedAt(world), placedAt(world)]).toEqual([asked, placed]);
    expect((await world.state()).callbacks).toMatchObject([{ placement: { kind } }]);
  });

  it('too long, it is tried again like any question without an answer', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.meanwhile = slow(world, 25_000);
    await world.passUntil(noon(1));
    world.genesys.meanwhile = undefined;
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toMatchObject([{ attempt: 1, firedAt: NOON }]);
  });

  it('so long that the lease is over and somebody else asks what became of it: nothing is placed', async () => {
    const world = await aWorldBeforeNoon();
    const { promise, resolve } = Promise.withResolvers<void>();
    world.genesys.meanwhile = () => promise;
    world.clock.moveTo(NOON);
    const claimer = world.runTimers([{ conversationId: CONVERSATION, at: NOON }]);
    await expect.poll(() => world.genesys.asked.length).toBe(1);
    world.clock.moveTo(noon(30));
    await world.runTimers([{ conversationId: CONVERSATION, at: noon(30) }]);
    expect((await world.state()).callbacks).toMatchObject([{ placement: { kind: 'unknown' } }]);
    resolve();
    await claimer;
    expect(placedAt(world)).toEqual([]);
    // Its claimer knows that nothing was placed: that is no doubt any more.
    expect((await world.state()).callbacks).toMatchObject([{ placement: { kind: 'retry' } }]);
  });

  it('the same with an objection: nothing is placed, then or later', async () => {
    const world = await aWorldBeforeNoon();
    world.genesys.legs = [aCustomerLeg({ state: 'disconnected', endedAt: noon(0) })];
    const { promise, resolve } = Promise.withResolvers<void>();
    world.genesys.meanwhile = () => promise;
    world.clock.moveTo(NOON);
    const claimer = world.runTimers([{ conversationId: CONVERSATION, at: NOON }]);
    await expect.poll(() => world.genesys.asked.length).toBe(1);
    world.clock.moveTo(noon(30));
    await world.runTimers([{ conversationId: CONVERSATION, at: noon(30) }]);
    world.genesys.meanwhile = undefined;
    resolve();
    await claimer;
    await world.passUntil(noon(86_400));
    expect(placedAt(world)).toEqual([]);
    expect(world.announced()).toHaveLength(1);
  });
});
