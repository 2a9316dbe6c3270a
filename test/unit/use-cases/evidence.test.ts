/** What becomes of a placement whose outcome nobody knows: evidence settles it, and nothing else has it placed again. */
import { describe, expect, it } from 'vitest';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Call } from '#shared/domain/observation.ts';
import { UPKEEP } from '#shared/domain/pacing.ts';
import { durationMs, type EpochMs, hours, minutes, plus, toIso } from '#shared/domain/time.ts';
import type { PlacementOutcome } from '#shared/ports/placer.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import {
  aCall,
  aCustomerLeg,
  anImmediateCustomerLeg,
  aSnapshot,
  CONVERSATION,
} from '#test/builders/observations.ts';
import { aDialingWorld, aScriptedPlacer, aSmallWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

type World = ReturnType<typeof aDialingWorld>;
type Traits = Parameters<typeof aDialingWorld>[0];

const timeOut: PlacementOutcome = { kind: 'unknown', because: 'time-out' };
const anotherConversation = '7b3c2b3e-3f3a-4b0e-9d5f-0f7d1f6f2a10';

/** A world in which the request for noon's callback ended in the dark. */
async function aWorldInTheDark(traits: Traits = {}, ...more: (PlacementOutcome | Error)[]) {
  const world = aDialingWorld(traits);
  world.placer.answers.push(timeOut, ...more);
  await world.tell(aSnapshot([aCustomerLeg()], noon(-600), []));
  await world.passUntil(noon(1));
  return world;
}

const secondsOf = (instants: readonly EpochMs[]) => instants.map((at) => (at - NOON) / 1000);
/** When evidence was looked for: questions without those that a claim asks. */
const looks = ({ genesys }: World) => secondsOf(genesys.asked).slice(1);
const attempts = ({ placer }: World) => placer.requests.map(({ attempt }) => attempt);
const placementOf = async (world: Pick<World, 'state'>) => (await world.state()).callbacks[0]?.placement;
const anOldCall = (changes: Partial<Call> = {}) =>
  aCall({ state: 'disconnected', startedAt: noon(2), endedAt: noon(20), ...changes });

/** Another conversation that carries the key of the placement that noon's callback has. */
const carrier = (placementKey = `${CONVERSATION}_${NOON}`, at = noon(3)) => ({
  ...aSnapshot([aCustomerLeg({ participantId: 'other', placementKey })], at),
  conversationId: anotherConversation,
});

describe('evidence is looked for', () => {
  it('30, 120, 180 s after the lease, then after 10, 20, 40 … min up to 6 h, none after 7 days', async () => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere' });
    await world.passUntil(plus(NOON, hours(24 * 30)));
    const at = looks(world);
    expect(at.slice(0, 9)).toEqual([60, 150, 210, 810, 2010, 4410, 9210, 18_810, 38_010]);
    expect(new Set(at.slice(9).map((one, index) => one - (at[index + 8] ?? 0)))).toEqual(new Set([21_600]));
    expect(at.at(-1)).toBeLessThanOrEqual(7 * 86_400 + 30);
    expect(await placementOf(world)).toMatchObject({ kind: 'unknown' });
    expect(nextLook(await world.state())).toBeUndefined();
    expect(attempts(world)).toEqual([1]);
  });

  it('as long after the end of the lease when its claimer never came back', async () => {
    const world = aDialingWorld({ callsShow: 'elsewhere' });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600), []));
    world.genesys.meanwhile = () => new Promise<never>(() => undefined);
    world.clock.moveTo(NOON);
    void world.runTimers([{ conversationId: CONVERSATION, at: NOON }]);
    await expect.poll(() => world.genesys.asked.length).toBe(1);
    world.genesys.meanwhile = undefined;
    await world.passUntil(noon(300));
    expect(looks(world)).toEqual([60, 150, 210]);
    expect(world.placer.requests).toEqual([]);
  });

  it('with a request of the rate each, which may have to wait', async () => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere', requestsPerMinute: 10 });
    const taken = { lane: UPKEEP, requestsPerMinute: 1, requests: 3, due: NOON };
    await world.deps.pacer.takeSlot('scripted', taken);
    await world.passUntil(noon(300));
    // Others have what there is for upkeep until 181 s; then it is one request a minute.
    expect(looks(world)).toEqual([181, 241]);
  });

  it('never where there is nobody to ask, which is announced at once', async () => {
    const world = aSmallWorld(aScriptedPlacer({ kind: 'lambda' }));
    world.placer.answers.push(timeOut);
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    expect(world.announced()).toEqual(['CallbackPlacementUnknown: time-out']);
    expect(nextLook(await world.state())).toBeUndefined();
  });
});

describe('a call that began after the claim', () => {
  it('told by a notification: placed, and announced', async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(20));
    await world.tell(aSnapshot([aCustomerLeg()], noon(20), [anOldCall()]));
    await world.passUntil(noon(86_400));
    expect([looks(world), attempts(world)]).toEqual([[], [1]]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('told by Genesys when it is asked: placed, and counted as settled by evidence', async () => {
    const world = await aWorldInTheDark();
    world.genesys.calls = [anOldCall()];
    await world.passUntil(noon(86_400));
    expect([looks(world), attempts(world)]).toEqual([[60], [1]]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
    expect(world.telemetry.counted('callbacks.settled-by-evidence')).toBe(1);
  });

  it('told while the lease was running, of a claimer that never came back: placed when the lease ran out', async () => {
    const world = aDialingWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600), []));
    world.placer.answers.push(timeOut);
    const { placers } = world.deps;
    const silent = { ...world.placer, prepare: async () => () => new Promise<never>(() => undefined) };
    world.clock.moveTo(NOON);
    const dying = createRunTimers({ ...world.deps, placers: new Map([...placers, ['scripted', silent]]) });
    void dying([{ conversationId: CONVERSATION, at: NOON }]);
    await expect.poll(() => world.genesys.asked.length).toBe(1);
    await world.tell(aSnapshot([aCustomerLeg()], noon(5), [anOldCall()]));
    await world.passUntil(noon(31));
    expect(await placementOf(world)).toMatchObject({ kind: 'placed', at: noon(30) });
    await world.passUntil(noon(86_400));
    expect([looks(world), world.announced()]).toEqual([[], ['CallbackPlaced']]);
  });

  it('told while the request is still under way: placed as soon as its outcome is unknown', async () => {
    const world = aDialingWorld();
    world.placer.answers.push(timeOut);
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600), []));
    const { prepare } = world.placer;
    world.deps.placers.set('scripted', {
      ...world.placer,
      prepare: async (about) => {
        const place = await prepare(about);
        return async (request) => {
          await world.tell(aSnapshot([aCustomerLeg()], noon(5), [anOldCall()]));
          return place(request);
        };
      },
    });
    await world.passUntil(noon(2));
    expect(await placementOf(world)).toMatchObject({ kind: 'placed' });
    // What Genesys shows later does not weigh against it.
    await world.passUntil(noon(86_400));
    expect([attempts(world), world.announced()]).toEqual([[1], ['CallbackPlaced']]);
  });

  it('that Genesys shows only at the second of two answers: placed', async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(200));
    world.genesys.calls = [anOldCall()];
    await world.passUntil(noon(86_400));
    expect([looks(world), attempts(world)]).toEqual([[60, 150, 210], [1]]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('of the first try, shown after the second was decided on: no second call', async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(239));
    expect(await placementOf(world)).toMatchObject({ kind: 'retry', at: noon(240) });
    await world.tell(aSnapshot([aCustomerLeg()], noon(239), [anOldCall()]));
    await world.passUntil(noon(86_400));
    expect(attempts(world)).toEqual([1]);
    expect(world.announced()).toEqual(['CallbackLeft: already-called']);
  });

  it('long before the claim is none of its', async () => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere' });
    world.genesys.calls = [anOldCall({ startedAt: noon(-100), endedAt: noon(-50) })];
    await world.passUntil(noon(3600));
    expect(await placementOf(world)).toMatchObject({ kind: 'unknown' });
  });
});

describe('no call', () => {
  it('in two answers that agree: tried again, one attempt more, after everything was asked anew', async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(86_400));
    // The retry waits 30 s, as after a refusal.
    expect(secondsOf(world.genesys.asked)).toEqual([0, 60, 150, 210, 240]);
    expect(attempts(world)).toEqual([1, 2]);
    expect(new Set(world.placer.requests.map(({ placementKey }) => placementKey)).size).toBe(1);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('before which the callback was cancelled: left, not tried again', async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(100));
    const cancelled = aCustomerLeg({ state: 'disconnected', endedAt: noon(100) });
    world.genesys.legs = [cancelled];
    await world.tell(aSnapshot([cancelled], noon(100), []));
    await world.passUntil(noon(86_400));
    expect(attempts(world)).toEqual([1]);
    expect(world.announced()).toEqual(['CallbackLeft: ended']);
  });

  it('before which it was cancelled, which only Genesys knows: left, not tried again', async () => {
    const world = await aWorldInTheDark();
    world.genesys.legs = [aCustomerLeg({ state: 'disconnected', endedAt: noon(100) })];
    await world.passUntil(noon(86_400));
    expect(attempts(world)).toEqual([1]);
    expect(world.announced()).toEqual(['CallbackLeft: ended']);
  });

  it('after longer than maxLateness: tried again, because the time in the dark does not count', async () => {
    const world = await aWorldInTheDark();
    world.automate({ maxLateness: durationMs(60_000) });
    await world.passUntil(noon(86_400));
    expect(attempts(world)).toEqual([1, 2]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('again and again: it failed after maxAttempts', async () => {
    const world = await aWorldInTheDark({}, timeOut, timeOut, timeOut, timeOut);
    world.automate({ maxAttempts: 3 });
    await world.passUntil(noon(86_400));
    expect(attempts(world)).toEqual([1, 2, 3]);
    // Each time that nobody knows is told of.
    expect(world.announced()).toEqual([
      'CallbackPlacementUnknown: time-out',
      'CallbackPlacementUnknown: time-out',
      'CallbackPlacementFailed: no-call-was-made',
    ]);
  });

  it('with a question without an answer between: two that agree are needed anew', async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(200));
    world.genesys.answer = { kind: 'no-answer', because: 'time-out' };
    await world.passUntil(noon(300));
    world.genesys.answer = undefined;
    await world.passUntil(noon(869));
    expect([looks(world), attempts(world)]).toEqual([[60, 150, 210, 810], [1]]);
    await world.passUntil(noon(86_400));
    expect(attempts(world)).toEqual([1, 2]);
  });

  it.each([
    ['without an answer', { kind: 'no-answer', because: 'forbidden' }],
    ['where there is no such conversation', { kind: 'gone' }],
  ] as const)('%s for ever: never tried again', async (_, answer) => {
    const world = await aWorldInTheDark();
    world.genesys.answer = answer;
    await world.passUntil(plus(NOON, hours(24 * 8)));
    expect(attempts(world)).toEqual([1]);
    expect(await placementOf(world)).toMatchObject({ kind: 'unknown' });
    expect(world.announced()).toEqual(['CallbackPlacementUnknown: time-out']);
  });

  it.each<Traits>([{ callsShow: 'elsewhere' }])(
    'is no evidence where calls show %o: never tried again',
    async (traits) => {
      const world = await aWorldInTheDark(traits);
      await world.passUntil(plus(NOON, hours(24 * 8)));
      expect(attempts(world)).toEqual([1]);
      expect(world.announced()).toEqual(['CallbackPlacementUnknown: time-out']);
    },
  );

  it('while the callback moved: the old one is settled, the new one placed at its time', async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(100));
    const moved = aCustomerLeg({ scheduledFor: noon(7200) });
    world.genesys.legs = [moved];
    await world.tell(aSnapshot([moved], noon(100), []));
    await world.passUntil(noon(86_400));
    expect(world.placer.requests.map(({ callbackKey }) => callbackKey)).toEqual([
      toIso(NOON),
      toIso(noon(7200)),
    ]);
    expect(world.announced()).toEqual(['CallbackLeft: rescheduled', 'CallbackPlaced']);
  });
});

describe('our placement key in another conversation', () => {
  it('settles an unknown placement, before the notification is answered', async () => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere' });
    await world.tell(carrier());
    expect(await placementOf(world)).toMatchObject({ kind: 'placed' });
    await world.passUntil(noon(86_400));
    expect([looks(world), attempts(world), world.announced()]).toEqual([[], [1], ['CallbackPlaced']]);
    expect(world.telemetry.counted('callbacks.settled-by-evidence')).toBe(1);
  });

  it('told again, once more, and by another notification: nothing happens twice', async () => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere', cleansUp: true });
    const notification = carrier();
    await world.tell(notification);
    await world.tell(notification);
    await world.passUntil(noon(10));
    await world.tell(carrier(undefined, noon(10)));
    await world.passUntil(noon(86_400));
    expect(world.announced()).toEqual(['CallbackPlaced']);
    expect(secondsOf(world.genesys.cleanedUp)).toEqual([1]);
  });

  it('that cannot be settled makes the notification fail: its sender sends again, and then it is', async () => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere' });
    let isDown = true;
    const store = {
      load: (id: string) =>
        isDown && id === CONVERSATION ? Promise.reject(new Error('throttled')) : world.deps.store.load(id),
      saveIfUnchanged: world.deps.store.saveIfUnchanged,
    };
    const tell = createRecordNotification({ ...world.deps, store });
    const notification = carrier();
    await expect(tell(notification)).rejects.toThrow('throttled');
    isDown = false;
    expect((await tell(notification)).outcome).toBe('duplicate');
    expect(await placementOf(world)).toMatchObject({ kind: 'placed' });
  });

  it.each<[string, PlacementOutcome | Error]>([
    ['placed', { kind: 'placed' }],
    ['unknown', timeOut],
    ['refused', { kind: 'refused', because: 'conflict', final: false }],
    ['refused for good', { kind: 'refused', because: 'forbidden', final: true }],
    ['postponed', { kind: 'postponed', because: 'throttled' }],
    ['an error', new Error('reset')],
  ])('settles it while the request is under way, whose outcome is %s then', async (_, outcome) => {
    const world = aDialingWorld({ callsShow: 'elsewhere', cleansUp: true });
    world.placer.answers.push(outcome);
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    const { prepare } = world.placer;
    world.deps.placers.set('scripted', {
      ...world.placer,
      prepare: async (about) => {
        const place = await prepare(about);
        return async (request) => {
          await world.tell(carrier(request.placementKey));
          expect(await placementOf(world)).toMatchObject({ kind: 'placed' });
          return place(request);
        };
      },
    });
    await world.passUntil(noon(86_400));
    expect(attempts(world)).toEqual([1]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
    expect(world.genesys.cleanedUp).toHaveLength(1);
  });

  it('settles it while it waits for its next try, which is not made', async () => {
    const world = aDialingWorld({ callsShow: 'elsewhere' });
    world.placer.answers.push({ kind: 'refused', because: 'conflict', final: false });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(10));
    await world.tell(carrier(undefined, noon(10)));
    await world.passUntil(noon(86_400));
    expect([attempts(world), world.announced()]).toEqual([[1], ['CallbackPlaced']]);
  });

  it('settles an immediate callback, whose key it names too', async () => {
    const world = aDialingWorld({ callsShow: 'elsewhere' });
    world.placer.answers.push(timeOut);
    world.genesys.legs = [anImmediateCustomerLeg()];
    world.clock.moveTo(noon(-600));
    await world.tell(aSnapshot([anImmediateCustomerLeg()], noon(-600)));
    await world.passUntil(noon(-590));
    await world.tell(carrier(world.placer.requests[0]?.placementKey, noon(-590)));
    await world.passUntil(noon(86_400));
    expect([attempts(world), world.announced()]).toEqual([[1], ['CallbackPlaced']]);
  });

  it('of a callback that nobody knows is recorded and harms nothing', async () => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere' });
    const strange = carrier('11111111-2222-3333-4444-555555555555_1');
    expect((await world.tell(strange)).outcome).toBe('recorded');
    expect((await world.tell(carrier('no key of ours', noon(4)))).outcome).toBe('recorded');
    expect(await placementOf(world)).toMatchObject({ kind: 'unknown' });
  });

  it("leaves the other conversation's own callback alone: it is ours", async () => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere' });
    await world.tell({ ...carrier(), conversationId: anotherConversation });
    world.clock.moveTo(noon(20));
    await world.runTimers([{ conversationId: anotherConversation, at: noon(20) }]);
    expect(attempts(world)).toEqual([1]);
    const other = await world.table.store.load(anotherConversation);
    expect(other?.callbacks).toMatchObject([{ triggers: [{ fate: { kind: 'left', because: 'ours' } }] }]);
  });
});

describe('that nobody knows is announced', () => {
  it.each([
    [-1, []],
    [0, ['CallbackPlacementUnknown: time-out']],
  ])('5 min after the claim, once: %i ms after that', async (ms, announced) => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere' });
    await world.passUntil(plus(NOON, durationMs(minutes(5) + ms)));
    expect(world.announced()).toEqual(announced);
    await world.passUntil(plus(NOON, hours(24 * 8)));
    expect(world.announced()).toEqual(['CallbackPlacementUnknown: time-out']);
  });

  it('and what it was in the end too, however late', async () => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere' });
    await world.passUntil(plus(NOON, hours(24)));
    await world.tell(carrier(undefined, plus(NOON, hours(24))));
    await world.passUntil(plus(NOON, hours(25)));
    expect(world.announced()).toEqual(['CallbackPlacementUnknown: time-out', 'CallbackPlaced']);
  });

  it('not, where evidence came sooner', async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(86_400));
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });
});

describe('when two look for evidence at the same time', () => {
  it('the callback is tried again once', async () => {
    const world = await aWorldInTheDark();
    for (const second of [60, 150, 210, 240]) {
      world.clock.moveTo(noon(second));
      const timer = { conversationId: CONVERSATION, at: noon(second) };
      await world.runTimers([timer, timer, timer]);
    }
    await world.passUntil(noon(86_400));
    expect(attempts(world)).toEqual([1, 2]);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('what a notification settles while Genesys is asked stands, whatever Genesys answers', async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(209));
    world.genesys.meanwhile = () => world.tell(carrier(undefined, noon(210)));
    await world.passUntil(noon(86_400));
    expect([attempts(world), world.announced()]).toEqual([[1], ['CallbackPlaced']]);
  });

  it('a call that a notification tells of while Genesys is asked counts, though Genesys shows none yet', async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(209));
    world.genesys.meanwhile = () => world.tell(aSnapshot([aCustomerLeg()], noon(209), [anOldCall()]));
    await world.passUntil(noon(86_400));
    expect([attempts(world), world.announced()]).toEqual([[1], ['CallbackPlaced']]);
  });

  it("an operator's word while Genesys is asked stands", async () => {
    const world = await aWorldInTheDark();
    await world.passUntil(noon(209));
    world.genesys.meanwhile = async () => {
      world.genesys.meanwhile = undefined;
      expect(await world.decide('give-up')).toMatchObject({ kind: 'decided' });
    };
    await world.passUntil(noon(86_400));
    expect(attempts(world)).toEqual([1]);
    expect(world.announced()).toEqual(['CallbackPlacementFailed: operator-gave-up']);
  });
});
