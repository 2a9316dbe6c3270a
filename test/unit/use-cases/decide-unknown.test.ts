import { describe, expect, it } from 'vitest';
import { nextLook } from '#shared/domain/next-look.ts';
import { durationMs, hours, minutes, plus, toIso } from '#shared/domain/time.ts';
import type { PlacementOutcome } from '#shared/ports/placer.ts';
import {
  aCall,
  aConnectedAgentLeg,
  aCustomerLeg,
  aSnapshot,
  CONVERSATION,
} from '#test/builders/observations.ts';
import { wordOn } from '#test/builders/operators-word.ts';
import { aDialingWorld, aScriptedPlacer, aSmallWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

const timeOut: PlacementOutcome = { kind: 'unknown', because: 'time-out' };

/** A world in which nobody knows what became of noon's callback, hours later. */
async function aWorldInTheDark(
  traits: Parameters<typeof aDialingWorld>[0] = { callsShow: 'elsewhere' },
  ...more: PlacementOutcome[]
) {
  const world = aDialingWorld(traits);
  world.placer.answers.push(timeOut, ...more);
  await world.tell(aSnapshot([aCustomerLeg()], noon(-600), []));
  await world.passUntil(plus(NOON, hours(10)));
  return world;
}

const DOUBT = 'CallbackPlacementUnknown: time-out';
const claims = ({ placer }: ReturnType<typeof aDialingWorld>) =>
  placer.requests.map(({ attempt, firedAt }) => [attempt, (firedAt - NOON) / 1000]);

describe("an operator's word on an unknown placement", () => {
  it.each([
    ['placed', 'CallbackPlaced', 'placed'],
    ['give-up', 'CallbackPlacementFailed: operator-gave-up', 'failed'],
  ] as const)(
    '%s: announced as %s, and nothing is placed or looked for any more',
    async (word, type, kind) => {
      const world = await aWorldInTheDark();
      const asked = world.genesys.asked.length;
      const decided = await world.decide(word);
      expect(decided).toMatchObject({
        kind: 'decided',
        conversation: { callbacks: [{ placement: { kind } }] },
      });
      await world.passUntil(plus(NOON, hours(24 * 8)));
      expect(world.announced()).toEqual([DOUBT, type]);
      expect([claims(world), world.genesys.asked.length]).toEqual([[[1, 0]], asked]);
      expect(nextLook(await world.state())).toBeUndefined();
    },
  );

  it('placed: what the placer has to clean up is cleaned up', async () => {
    const world = await aWorldInTheDark({ callsShow: 'elsewhere', cleansUp: true });
    await world.decide('placed');
    await world.passUntil(plus(NOON, hours(11)));
    expect(world.genesys.cleanedUp).toHaveLength(1);
  });

  it('place-again: placed at once although hours have passed, after a question to Genesys, once', async () => {
    const world = await aWorldInTheDark();
    const asked = world.genesys.asked.length;
    await world.decide('place-again');
    expect(nextLook(await world.state())).toEqual({ at: plus(NOON, hours(10)), why: 'retry' });
    await world.passUntil(plus(NOON, hours(24 * 8)));
    expect(world.genesys.asked).toHaveLength(asked + 1);
    expect(claims(world)).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(world.announced()).toEqual([DOUBT, 'CallbackPlaced']);
  });

  it('place-again: its timer is sent at once', async () => {
    const world = await aWorldInTheDark();
    const before = world.timers.sent.length;
    await world.decide('place-again');
    expect(world.timers.sent.slice(before)).toEqual([
      { conversationId: CONVERSATION, at: plus(NOON, hours(10)) },
    ]);
  });

  it('place-again, of a placer that nobody can be asked about, is placed again too', async () => {
    const world = aSmallWorld(aScriptedPlacer({ kind: 'lambda' }));
    world.placer.answers.push(timeOut);
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600)));
    await world.passUntil(plus(NOON, hours(10)));
    await world.decide('place-again');
    await world.passUntil(plus(NOON, hours(20)));
    expect(world.placer.requests).toHaveLength(2);
    expect(world.announced()).toEqual([DOUBT, 'CallbackPlaced']);
  });

  it('place-again, of a timeout, which is too late after 3 min otherwise', async () => {
    const world = aDialingWorld({ callsShow: 'elsewhere', needsAgent: true });
    world.automate({ placeOnTimeout: true });
    world.placer.answers.push(timeOut);
    const legs = [
      aCustomerLeg({ scheduledFor: noon(-60), state: 'connected' }),
      aConnectedAgentLeg(noon(-30), { scheduledFor: noon(-60) }),
    ];
    world.genesys.legs = legs;
    world.clock.moveTo(noon(-30));
    await world.tell(aSnapshot(legs, noon(-30), []));
    await world.passUntil(noon(600));
    expect(claims(world)).toEqual([[1, 0]]);
    await world.decide('place-again', toIso(noon(-60)));
    await world.passUntil(noon(700));
    expect(claims(world)).toHaveLength(2);
  });

  it('place-again, and in the dark again: announced at once, and a second word is possible', async () => {
    const world = await aWorldInTheDark(undefined, timeOut);
    await world.decide('place-again');
    await world.passUntil(plus(NOON, durationMs(hours(10) + minutes(1))));
    expect(world.announced()).toEqual([DOUBT, DOUBT]);
    await world.decide('give-up');
    await world.passUntil(plus(NOON, hours(11)));
    expect(world.announced()).toEqual([DOUBT, DOUBT, 'CallbackPlacementFailed: operator-gave-up']);
    expect(claims(world)).toHaveLength(2);
  });

  it('place-again, and refused: tried again as often as ever', async () => {
    const no: PlacementOutcome = { kind: 'refused', because: 'conflict', final: false };
    const world = await aWorldInTheDark(undefined, no, no, no, no, no, no);
    await world.decide('place-again');
    await world.passUntil(plus(NOON, hours(24)));
    expect(claims(world).map(([attempt]) => attempt)).toEqual([1, 1, 2, 3, 4, 5]);
    expect(world.announced()).toEqual([DOUBT, 'CallbackPlacementFailed: conflict']);
  });

  it('place-again, of a callback that has ended meanwhile: left', async () => {
    const world = await aWorldInTheDark();
    world.genesys.legs = [aCustomerLeg({ state: 'disconnected', endedAt: noon(300) })];
    await world.decide('place-again');
    await world.passUntil(plus(NOON, hours(24)));
    expect(claims(world)).toHaveLength(1);
    expect(world.announced()).toEqual([DOUBT, 'CallbackLeft: ended']);
  });

  it('place-again during a pause: placed after it', async () => {
    const world = await aWorldInTheDark();
    world.configure({ paused: true });
    await world.decide('place-again');
    await world.passUntil(plus(NOON, hours(16)));
    expect(claims(world)).toHaveLength(1);
    world.configure({ paused: false });
    await world.passUntil(plus(NOON, durationMs(hours(16) + minutes(5))));
    expect(claims(world)).toHaveLength(2);
  });

  it('place-again, which Genesys puts off: what the first try came to is still told by its key', async () => {
    const world = await aWorldInTheDark();
    world.genesys.calls = [aCall({ direction: 'inbound' })];
    await world.decide('place-again');
    await world.passUntil(plus(NOON, hours(10)));
    const placementKey = world.placer.requests[0]?.placementKey ?? '';
    const made = {
      ...aSnapshot([aCustomerLeg({ placementKey })], plus(NOON, hours(10))),
      conversationId: 'made',
    };
    await world.tell(made);
    world.genesys.calls = [];
    await world.passUntil(plus(NOON, hours(24)));
    expect(claims(world)).toHaveLength(1);
    expect(world.announced()).toEqual([DOUBT, 'CallbackPlaced']);
  });

  it('given again, and in the dark again: the doubt that it was about is over, and nothing is placed a third time', async () => {
    const world = await aWorldInTheDark(undefined, timeOut);
    const word = wordOn(await world.state(), toIso(NOON), 'place-again');
    expect(await world.decideUnknown(CONVERSATION, word)).toMatchObject({ kind: 'decided' });
    await world.passUntil(plus(NOON, hours(11)));
    expect(world.announced()).toEqual([DOUBT, DOUBT]);
    expect(await world.decideUnknown(CONVERSATION, word)).toEqual({ kind: 'another-doubt' });
    await world.passUntil(plus(NOON, hours(24 * 8)));
    expect(claims(world)).toHaveLength(2);
  });

  it('given twice: the second finds it decided', async () => {
    const world = await aWorldInTheDark();
    const words = await Promise.all([world.decide('place-again'), world.decide('place-again')]);
    expect(words.map(({ kind }) => kind).toSorted()).toEqual(['decided', 'not-unknown']);
    await world.passUntil(plus(NOON, hours(24)));
    expect(claims(world)).toHaveLength(2);
  });
});

describe('no word is taken', () => {
  it.each(['placed', 'place-again', 'give-up'] as const)('%s: on what is not unknown', async (word) => {
    const world = aDialingWorld();
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600), []));
    expect(await world.decide(word)).toEqual({ kind: 'not-unknown', state: 'none' });
    // Written in the ledger, but not claimed.
    world.configure({ paused: true });
    await world.passUntil(noon(1));
    expect(await world.decide(word)).toEqual({ kind: 'not-unknown', state: 'none' });

    world.configure({ paused: false });
    world.placer.answers.push({ kind: 'refused', because: 'conflict', final: false });
    world.genesys.meanwhile = async () => {
      expect(await world.decide(word)).toEqual({ kind: 'not-unknown', state: 'placing' });
    };
    await world.passUntil(noon(70));
    expect(await world.decide(word)).toEqual({ kind: 'not-unknown', state: 'retry' });
    await world.passUntil(noon(600));
    expect(await world.decide(word)).toEqual({ kind: 'not-unknown', state: 'placed' });
    expect(world.placer.requests).toHaveLength(2);
    expect(world.announced()).toEqual(['CallbackPlaced']);
  });

  it('on a conversation or a callback that nobody knows', async () => {
    const world = aDialingWorld();
    expect(await world.decide('placed')).toEqual({ kind: 'no-conversation' });
    await world.tell(aSnapshot([aCustomerLeg()], noon(-600), []));
    expect(await world.decide('placed', toIso(noon(60)))).toEqual({ kind: 'no-callback' });
  });
});
