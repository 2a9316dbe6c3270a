/** A placer's client may make so many requests in a minute: callbacks that come due together are placed one after another. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Automation } from '#shared/domain/automation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { PLACEMENTS } from '#shared/domain/pacing.ts';
import { durationMs, minutes, plus } from '#shared/domain/time.ts';
import { aCrowd, type CrowdPlacer, mostInAMinute } from '#test/builders/crowd.ts';
import { aCustomerLeg, aSnapshot, CONFIG, CONVERSATION } from '#test/builders/observations.ts';
import { aDialingWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

const LIMIT = 300;

const anAutomation = (id: string, changes: Partial<Automation> = {}): [string, Automation] => [
  id,
  { ...DEFAULT_AUTOMATION, id, match: { automatedCallbackConfigId: id }, placer: 'genesys', ...changes },
];

/** The place of every callback in an order that has nothing to do with when they are due. */
const shuffled = (count: number) => Array.from({ length: count }, (_, at) => (at * 611) % count);

/** So many callbacks, all due within the second after noon, a millisecond after one another. */
async function aCrowdAtNoon(count: number, placer: CrowdPlacer = {}, config = CONFIG) {
  const crowd = aCrowd();
  crowd.declare('genesys', placer);
  crowd.configure({ automations: new Map([anAutomation(CONFIG)]) });
  for (const at of shuffled(count)) {
    const leg = aCustomerLeg({ scheduledFor: noon(0, at % 1000), automatedCallbackConfigId: config });
    await crowd.tell(`c${at}`, leg);
  }
  return crowd;
}

type Crowd = ReturnType<typeof aCrowd>;

const placed = ({ requests }: Crowd) => requests.filter(({ what }) => what === 'placement');
const numbered = (crowd: Crowd) => placed(crowd).map(({ conversationId }) => Number(conversationId.slice(1)));
const kinds = ({ conversations }: Crowd) =>
  new Set([...conversations.values()].map(({ callbacks }) => callbacks[0]?.placement?.kind));

describe('1,000 callbacks due in the same second', () => {
  let crowd: Crowd;
  beforeAll(async () => {
    crowd = await aCrowdAtNoon(1000);
    await crowd.passUntil(noon(1200));
  });

  it('take at most 300 requests in any minute, live checks and clean-ups counted', () => {
    expect(crowd.requests).toHaveLength(3000);
    expect(mostInAMinute(crowd.requests.map(({ at }) => at))).toBeLessThanOrEqual(LIMIT);
  });

  it('are all placed, once, in order of due, in as little time as the rate allows', () => {
    expect(numbered(crowd)).toEqual(Array.from({ length: 1000 }, (_, at) => at));
    // 3,000 requests, 270 a minute.
    expect(placed(crowd).at(-1)?.at).toBeLessThanOrEqual(noon(668));
    expect([...kinds(crowd)]).toEqual(['placed']);
    expect(crowd.announcer.announced.map(({ type }) => type)).toEqual(Array(1000).fill('CallbackPlaced'));
  });

  it('are looked at once when they are due, and once more at their slot: never in vain', () => {
    // The first of them has its slot at once.
    expect(crowd.looks).toHaveLength(1999);
    expect(crowd.telemetry.counted('callbacks.paced')).toBe(999);
    const waits = crowd.telemetry.durations('pacing.wait');
    expect(waits).toHaveLength(999);
    expect(Math.max(...waits)).toBeGreaterThan(minutes(10));
  });
});

describe('many callbacks due in the same second', () => {
  it('do not expire, however short a lateness is allowed: the wait for a slot is ours', async () => {
    const crowd = await aCrowdAtNoon(300);
    crowd.configure({ automations: new Map([anAutomation(CONFIG, { maxLateness: minutes(1) })]) });
    await crowd.passUntil(noon(600));
    expect(crowd.announcer.announced.filter(({ outcome }) => outcome === 'expired')).toEqual([]);
    expect(placed(crowd)).toHaveLength(300);
  });

  it('keep to the rate with tries again, clean-ups that fail and outcomes that nobody knows', async () => {
    const crowd = await aCrowdAtNoon(500, {
      outcome: ({ conversationId, attempt }) => {
        const number = Number(conversationId.slice(1));
        if (number % 5 === 0 && attempt === 1) return { kind: 'refused', because: 'conflict', final: false };
        return number % 7 === 0 ? { kind: 'unknown', because: 'time-out' } : { kind: 'placed' };
      },
      cleanUp: (conversationId) => (Number(conversationId.slice(1)) % 3 === 0 ? 'not-done' : 'done'),
    });
    await crowd.passUntil(noon(3600));
    expect(mostInAMinute(crowd.requests.map(({ at }) => at))).toBeLessThanOrEqual(LIMIT);
    expect(placed(crowd).length).toBe(600);
    expect([...kinds(crowd)].toSorted()).toEqual(['placed', 'unknown']);
  });

  it('that are late already, after an outage, keep to the rate; only those expire that were too late then', async () => {
    const crowd = await aCrowdAtNoon(400);
    crowd.configure({ automations: new Map([anAutomation(CONFIG, { maxLateness: minutes(10) })]) });
    crowd.clock.moveTo(noon(600, 200));
    await crowd.passUntil(noon(1200));
    expect(mostInAMinute(crowd.requests.map(({ at }) => at))).toBeLessThanOrEqual(LIMIT);
    expect(numbered(crowd).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, at) => at + 200),
    );
    expect(crowd.announcer.announced.filter(({ outcome }) => outcome === 'expired')).toHaveLength(200);
  });

  it("do not hold up another automation's callbacks, with another placer", async () => {
    const crowd = await aCrowdAtNoon(300);
    crowd.declare('other');
    crowd.configure({
      automations: new Map([anAutomation(CONFIG), anAutomation('other', { placer: 'other' })]),
    });
    const leg = aCustomerLeg({ scheduledFor: noon(1), automatedCallbackConfigId: 'other' });
    await crowd.tell('other', leg);
    await crowd.passUntil(noon(600));
    expect(placed(crowd).find(({ conversationId }) => conversationId === 'other')?.at).toBe(noon(1));
    expect(placed(crowd)).toHaveLength(301);
  });

  it('share the rate with those of another placer that has the same client', async () => {
    const crowd = await aCrowdAtNoon(200);
    crowd.declare('other', { client: 'genesys' });
    crowd.configure({
      automations: new Map([anAutomation(CONFIG), anAutomation('other', { placer: 'other' })]),
    });
    for (const at of shuffled(200)) {
      const leg = aCustomerLeg({ scheduledFor: noon(0, at), automatedCallbackConfigId: 'other' });
      await crowd.tell(`o${at}`, leg);
    }
    await crowd.passUntil(noon(600));
    expect(placed(crowd)).toHaveLength(400);
    expect(mostInAMinute(crowd.requests.map(({ at }) => at))).toBeLessThanOrEqual(LIMIT);
  });

  it("do not hold up another automation's callbacks, with a rate of its own at the same placer", async () => {
    const crowd = await aCrowdAtNoon(300);
    crowd.configure({
      automations: new Map([anAutomation(CONFIG), anAutomation('own', { ratePerMinute: 6 })]),
    });
    for (const at of [1, 2, 3]) {
      await crowd.tell(
        `own${at}`,
        aCustomerLeg({ scheduledFor: noon(at), automatedCallbackConfigId: 'own' }),
      );
    }
    await crowd.passUntil(noon(600));
    const own = placed(crowd).filter(({ conversationId }) => conversationId.startsWith('own'));
    // Three requests each, six a minute.
    expect(own.map(({ at }) => at)).toEqual([noon(1), noon(31), noon(61)]);
  });
});

describe('an automation with a rate of its own', () => {
  it('is paced although its placer is not', async () => {
    const world = aDialingWorld();
    world.automate({ placer: 'plain', ratePerMinute: 6 });
    const { dialing: _, cleanUp: __, ...plain } = world.placer;
    world.deps.placers.set('plain', plain);
    const times = [0, 1, 2].map((at) => ({
      ...aSnapshot([aCustomerLeg({ scheduledFor: noon(at) })], noon(-600)),
      conversationId: `plain-${at}`,
    }));
    for (const one of times) await world.tell(one);
    for (const second of [0, 1, 2, 10, 20]) {
      world.clock.moveTo(noon(second));
      await world.runTimers(times.map(({ conversationId }) => ({ conversationId, at: noon(second) })));
    }
    expect(world.placer.requests.map(({ firedAt }) => firedAt)).toEqual([noon(0), noon(10), noon(20)]);
  });
});

/** A world in which others have taken the rate of the placer until some seconds after noon. */
async function aBusyWorld(seconds: number) {
  const world = aDialingWorld({ requestsPerMinute: 60 });
  await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
  await world.passUntil(noon(0, -1));
  await world.deps.pacer.takeSlot('scripted', {
    lane: PLACEMENTS,
    requestsPerMinute: 60,
    requests: seconds,
    due: noon(0),
  });
  return world;
}

/** When the next who asks gets a slot: tells how many were taken. */
const nextSlot = async ({ deps, clock }: ReturnType<typeof aDialingWorld>) =>
  (await deps.pacer.takeSlot('scripted', {
    lane: PLACEMENTS,
    requestsPerMinute: 60,
    requests: 1,
    due: clock.now(),
  })) - NOON;

describe('a slot', () => {
  it('is waited for, and used', async () => {
    const world = await aBusyWorld(20);
    await world.passUntil(noon(1));
    expect(nextLook(await world.state())).toEqual({ at: noon(20, -1), why: 'paced' });
    await world.passUntil(noon(60));
    expect(world.placer.requests).toMatchObject([{ firedAt: noon(20, -1) }]);
  });

  it('is not taken twice: one placement takes live check and request, no more', async () => {
    const world = await aBusyWorld(20);
    await world.passUntil(noon(20));
    expect(world.placer.requests).toHaveLength(1);
    expect(await nextSlot(world)).toBe(22_000 - 1);
  });

  it('of two who look at the same time serves one placement', async () => {
    const world = await aBusyWorld(20);
    await world.passUntil(noon(19));
    world.clock.moveTo(noon(20));
    const timer = { conversationId: CONVERSATION, at: noon(20) };
    await world.runTimers([timer, timer, timer]);
    expect(world.placer.requests).toHaveLength(1);
    expect(world.genesys.asked).toHaveLength(1);
  });

  it('serves one try: the next takes a new one', async () => {
    const world = await aBusyWorld(20);
    world.placer.answers.push({ kind: 'refused', because: 'conflict', final: false });
    await world.passUntil(noon(21));
    await world.deps.pacer.takeSlot('scripted', {
      lane: PLACEMENTS,
      requestsPerMinute: 60,
      requests: 60,
      due: noon(21),
    });
    await world.passUntil(noon(300));
    // The retry would be due at 50 s; the rate has room from 82 s on.
    expect(world.genesys.asked).toEqual([noon(20, -1), noon(82, -1)]);
  });

  it.each([
    [15_000, 1],
    [15_001, 2],
  ])('that was not used for %i ms is given up where that is more than 15 s', async (late, slots) => {
    const world = await aBusyWorld(20);
    await world.passUntil(noon(1));
    world.clock.moveTo(plus(noon(20, -1), durationMs(late)));
    await world.runTimers([{ conversationId: CONVERSATION, at: noon(20, -1) }]);
    expect(world.placer.requests).toHaveLength(1);
    // Idle since 22 s: whoever takes a new one takes it from now on.
    const now = world.clock.now() - NOON;
    expect(await nextSlot(world)).toBe(slots === 1 ? now : now + 2000);
  });

  it('is not asked for while there is another reason not to place', async () => {
    const world = aDialingWorld({ requestsPerMinute: 60 });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    world.configure({ paused: true });
    await world.passUntil(noon(1));
    expect(await nextSlot(world)).toBe(1000);
  });

  it('that took time to get, and is of now by then, is not waited for', async () => {
    const world = aDialingWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    const pacer = {
      nextSlot: async () => world.clock.now(),
      takeSlot: async () => {
        world.clock.moveTo(noon(0, 250));
        return noon(0, 250);
      },
    };
    Object.assign(world.deps, { pacer });
    world.clock.moveTo(NOON);
    await world.runTimers([{ conversationId: CONVERSATION, at: NOON }]);
    expect(world.placer.requests).toMatchObject([{ firedAt: noon(0, 250) }]);
    expect(world.telemetry.counted('callbacks.paced')).toBe(0);
  });

  it('is left when the callback is cancelled meanwhile', async () => {
    const world = await aBusyWorld(20);
    await world.passUntil(noon(10));
    await world.tell(aSnapshot([aCustomerLeg({ state: 'disconnected', endedAt: noon(10) })], noon(10)));
    await world.passUntil(noon(300));
    expect(world.genesys.asked).toEqual([]);
    expect(world.announced()).toEqual(['CallbackLeft: ended']);
  });
});
