import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { durationMs, plus, seconds } from '#shared/domain/time.ts';
import type { Announcer } from '#shared/ports/announcer.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import {
  aCustomerLeg,
  aLegObservation,
  anImmediateCustomerLeg,
  aSnapshot,
  CONVERSATION,
  CUSTOMER,
} from '#test/builders/observations.ts';
import { aScriptedPlacer, aSmallWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

const placementOf = async (world: ReturnType<typeof aSmallWorld>) =>
  (await world.state()).callbacks[0]?.placement;

describe('a callback that comes due', () => {
  it('is placed at its instant, not a millisecond before', async () => {
    const world = aSmallWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(0, -1));
    expect(world.placer.requests).toEqual([]);
    await world.passUntil(NOON);
    expect(world.placer.requests).toMatchObject([{ firedAt: NOON, due: NOON, number: '+13175550123' }]);
  });

  it('is placed once, however often it is looked at', async () => {
    const world = aSmallWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    world.clock.moveTo(NOON);
    const timer = { conversationId: CONVERSATION, at: NOON };
    await world.runTimers(Array.from({ length: 20 }, () => timer));
    await world.runTimers([timer]);
    expect(world.placer.requests).toHaveLength(1);
  });

  it('is not placed when it was cancelled in time', async () => {
    const world = aSmallWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.tell(aSnapshot([aCustomerLeg({ state: 'disconnected', endedAt: noon(-1) })], noon(-1)));
    await world.runTimers([{ conversationId: CONVERSATION, at: NOON }]);
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toEqual([]);
  });

  it('is placed at the new time when it was rescheduled, and only then', async () => {
    const world = aSmallWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.tell(aSnapshot([aCustomerLeg({ scheduledFor: noon(900) })], noon(-5)));
    await world.runTimers([{ conversationId: CONVERSATION, at: NOON }]);
    expect(world.placer.requests).toEqual([]);
    await world.passUntil(noon(900));
    expect(world.placer.requests).toMatchObject([{ firedAt: noon(900) }]);
  });

  it('leaves a trace when a reschedule is heard of only after its time', async () => {
    const world = aSmallWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    world.clock.moveTo(noon(5));
    await world.tell(aSnapshot([aCustomerLeg({ scheduledFor: noon(900) })], noon(-5)));
    await world.passUntil(noon(10));
    expect(world.announced()).toEqual(['CallbackLeft: rescheduled']);
  });

  it('told again by another clock within 60 s of its claim, is the same callback', async () => {
    const world = aSmallWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    await world.tell(aSnapshot([aCustomerLeg({ scheduledFor: noon(60) })], noon(2)));
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toHaveLength(1);
  });

  it('rescheduled to more than 60 s after its claim, is a new callback', async () => {
    const world = aSmallWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    await world.tell(aSnapshot([aCustomerLeg({ scheduledFor: noon(60, 1) })], noon(2)));
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toHaveLength(2);
  });

  it('immediate, told by a bare leg first and by a snapshot later, is placed once', async () => {
    const world = aSmallWorld();
    const { participantId: _, purpose: __, ...bare } = anImmediateCustomerLeg();
    await world.tell(aLegObservation(bare, noon(-600)));
    await world.passUntil(noon(-599));
    await world.tell(aSnapshot([anImmediateCustomerLeg()], noon(-100)));
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toHaveLength(1);
    expect((await world.state()).callbacks.map(({ key }) => key)).toEqual([`now@${CUSTOMER}`]);
  });

  it('is announced as placed, unless the placer announces it by itself', async () => {
    const world = aSmallWorld(aScriptedPlacer({ kind: 'lambda' }));
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });
});

describe('a placer that says no', () => {
  it('is asked again after 30 s, 1 min, 2 min …, until maxAttempts; then it failed', async () => {
    const world = aSmallWorld();
    const no = { kind: 'refused', because: 'throttled', final: false } as const;
    world.placer.answers.push(no, no, no, no, no);
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(9000));
    expect(world.placer.requests.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
    expect(world.announced()).toEqual(['CallbackPlacementFailed: throttled']);
    expect(await placementOf(world)).toMatchObject({ kind: 'failed', because: 'throttled', firedAt: NOON });
  });

  it('for good is not asked again', async () => {
    const world = aSmallWorld();
    world.placer.answers.push({ kind: 'refused', because: 'not-found', final: true });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toHaveLength(1);
    expect(world.announced()).toEqual(['CallbackPlacementFailed: not-found']);
  });

  it('names the time for the next try', async () => {
    const world = aSmallWorld();
    world.placer.answers.push({
      kind: 'refused',
      because: 'throttled',
      final: false,
      retryAfter: seconds(120),
    });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(119));
    expect(world.placer.requests).toHaveLength(1);
    await world.passUntil(noon(120));
    expect(world.placer.requests).toHaveLength(2);
  });

  it('is not asked again when the callback was cancelled meanwhile', async () => {
    const world = aSmallWorld();
    world.placer.answers.push({ kind: 'refused', because: 'throttled', final: false });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    await world.tell(aSnapshot([aCustomerLeg({ state: 'disconnected', endedAt: noon(2) })], noon(2)));
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toHaveLength(1);
    expect(world.announced()).toEqual(['CallbackLeft: ended']);
  });
});

describe('an outcome that nobody knows', () => {
  it.each([
    ['of a placer that says so', { kind: 'unknown', because: 'time-out' } as const, 'time-out'],
    ['of a placer that throws', new Error('socket hang up'), 'placer-failed'],
  ])('%s and is not repeatable: never asked again, announced at once', async (_, answer, because) => {
    const world = aSmallWorld(aScriptedPlacer());
    world.placer.answers.push(answer);
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    expect(world.announced()).toEqual([`CallbackPlacementUnknown: ${because}`]);
    await world.passUntil(noon(86_400));
    expect(world.placer.requests).toHaveLength(1);
    expect(await placementOf(world)).toMatchObject({ kind: 'unknown', because });
  });

  it('of a repeatable placer: the same placement key is handed over again, with the same instant', async () => {
    const world = aSmallWorld(aScriptedPlacer({ repeatable: true }));
    world.placer.answers.push({ kind: 'unknown', because: 'time-out' });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(100));
    const [first, second] = world.placer.requests;
    expect(second).toEqual({ ...first, attempt: 2 });
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('of a repeatable placer, cancelled meanwhile: not handed over again, and announced as unknown', async () => {
    const world = aSmallWorld(aScriptedPlacer({ repeatable: true }));
    world.placer.answers.push({ kind: 'unknown', because: 'time-out' });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    await world.tell(aSnapshot([aCustomerLeg({ state: 'disconnected', endedAt: noon(2) })], noon(2)));
    await world.passUntil(noon(9000));
    expect(world.placer.requests).toHaveLength(1);
    expect(world.announced()).toEqual(['CallbackPlacementUnknown: time-out']);
  });

  it.each([
    [false, 1, ['CallbackPlacementUnknown: lease-over']],
    [true, 2, ['CallbackPlaced']],
  ])(
    'when the worker died after its claim, repeatable %s: asked %i times in all',
    async (repeatable, times, announced) => {
      const placer = aScriptedPlacer({ repeatable });
      const world = aSmallWorld(placer);
      await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
      world.clock.moveTo(NOON);
      // The worker that claims never comes back from its request.
      const dying = {
        ...world.deps,
        placers: new Map([
          [
            'scripted',
            {
              ...placer,
              prepare: async (about: Parameters<typeof placer.prepare>[0]) => {
                const place = await placer.prepare(about);
                return async (request: Parameters<typeof place>[0]) => {
                  await place(request);
                  return new Promise<never>(() => undefined);
                };
              },
            },
          ],
        ]),
      };
      void createRunTimers(dying)([{ conversationId: CONVERSATION, at: NOON }]);
      await expect.poll(() => placer.requests.length).toBe(1);

      await world.passUntil(plus(NOON, durationMs(29_999)));
      expect(placer.requests).toHaveLength(1);
      await world.passUntil(noon(9000));
      expect(placer.requests).toHaveLength(times);
      expect(world.announced()).toEqual(announced);
    },
  );
});

describe('announcements', () => {
  it('are made once in ordinary times, though two timers look at the same time', async () => {
    const world = aSmallWorld(aScriptedPlacer({ kind: 'lambda' }));
    world.configure({ automations: new Map() });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    world.clock.moveTo(NOON);
    const timer = { conversationId: CONVERSATION, at: NOON };
    // Slow enough for the others to see the outbox meanwhile.
    const announcer: Announcer = {
      announce: async (announcement) => {
        for (let turns = 0; turns < 20; turns++) await turn();
        await world.announcer.announce(announcement);
      },
    };
    const runTimers = createRunTimers({ ...world.deps, announcer });
    await Promise.all([runTimers([timer]), runTimers([timer]), runTimers([timer])]);
    await world.passUntil(noon(60));
    expect(world.announced()).toEqual(['CallbackLeft: left-to-agent']);
  });

  it('that fail are made again after 1, 2, 4 … minutes, until they are made', async () => {
    const world = aSmallWorld(aScriptedPlacer({ kind: 'lambda' }));
    world.announcer.isDown = true;
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(1));
    expect((await world.state()).outbox).toMatchObject([{ tries: 1, nextTryAt: noon(60) }]);
    await world.passUntil(noon(61));
    expect((await world.state()).outbox).toMatchObject([{ tries: 2, nextTryAt: noon(180) }]);
    world.announcer.isDown = false;
    await world.passUntil(noon(181));
    expect(world.announced()).toEqual(['CallbackPlaced']);
    expect((await world.state()).outbox).toEqual([]);
  });
});

describe('while the automation is paused', () => {
  it('nothing is placed; after it, what was due meanwhile is, however long the pause', async () => {
    const world = aSmallWorld();
    world.configure({ paused: true });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(noon(6 * 3600));
    expect(world.placer.requests).toEqual([]);
    world.configure({ paused: false });
    await world.passUntil(noon(6 * 3600 + 300));
    expect(world.placer.requests).toHaveLength(1);
  });
});

describe('timers', () => {
  it('that are far away go back to the queue', async () => {
    const world = aSmallWorld();
    await world.runTimers([{ conversationId: CONVERSATION, at: noon(0) }]);
    expect(world.timers.sent).toEqual([{ conversationId: CONVERSATION, at: noon(0) }]);
  });

  it('are waited for until the clock says so, however early a sleep ends', async () => {
    const world = aSmallWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    let now = noon(-2);
    const impatient = {
      now: () => now,
      // Ends 1 ms early, as timers of the platform do.
      sleep: async (length: number) => {
        now = plus(now, durationMs(Math.max(length - 1, 1)));
      },
    };
    await createRunTimers({ ...world.deps, clock: impatient })([{ conversationId: CONVERSATION, at: NOON }]);
    expect(world.placer.requests).toMatchObject([{ firedAt: NOON }]);
  });
});
