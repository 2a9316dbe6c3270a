/** Lives in which an agent's leg is told of alone, and then the customer's, with a time. */
import { expect, it } from 'vitest';
import type { LegFacts, Observation } from '#shared/domain/observation.ts';
import { type EpochMs, seconds, toIso } from '#shared/domain/time.ts';
import {
  aConnectedAgentLeg,
  aCustomerLeg,
  aLegObservation,
  anImmediateCustomerLeg,
  aSnapshot,
  CUSTOMER,
} from '#test/builders/observations.ts';
import { aDialingWorld, aScriptedPlacer, aSmallWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

const { scheduledFor: _, ...agent } = aConnectedAgentLeg(noon(-60), { timeout: seconds(30) });
const { queueId: __, ...agentSomewhere } = agent;
const LATER = noon(3600);
const customer = aCustomerLeg({ scheduledFor: LATER });
const gone = (leg: LegFacts): LegFacts => ({ ...leg, state: 'disconnected', endedAt: noon(-29) });

type World = ReturnType<typeof aSmallWorld>;

async function hear(world: World, at: EpochMs, observation: Observation): Promise<void> {
  await world.passUntil(at);
  await world.tell(observation);
}

/** A world whose agent took something at a minute before noon, for half a minute; nobody said what. */
async function withAgentAlone(world: World = aSmallWorld(aScriptedPlacer()), leg: LegFacts = agent) {
  await hear(world, noon(-60), aLegObservation(leg, noon(-60)));
  return world;
}

const placed = ({ placer }: World) =>
  placer.requests.map(({ callbackKey, trigger }) => [trigger, callbackKey]);
const left = ({ announcer }: World) =>
  announcer.announced.flatMap(({ outcome, callbackKey, trigger, reason }) =>
    outcome === 'left' ? [[trigger, callbackKey, reason]] : [],
  );

it('a time-out that was placed is not placed again for the time that is told then, which is left to the agent', async () => {
  const world = await withAgentAlone();
  await hear(world, noon(-20), aSnapshot([customer, agent], noon(-20)));
  await world.passUntil(noon(7200));
  expect(placed(world)).toEqual([['timeout', 'now@']]);
  expect(left(world)).toEqual([['scheduled', toIso(LATER), 'with-agent']]);
});

it('nor is the time placed, where it was told of before that agent came: they had it', async () => {
  const world = await withAgentAlone();
  await hear(world, noon(-20), aSnapshot([customer], noon(-3000)));
  await world.passUntil(noon(7200));
  expect(placed(world)).toEqual([['timeout', 'now@']]);
  expect((await world.state()).callbacks.map(({ key }) => key)).toEqual([toIso(LATER)]);
});

it('a time-out that is to be tried again is that of the time that is told then', async () => {
  const world = aSmallWorld(aScriptedPlacer());
  world.placer.answers.push({ kind: 'refused', because: 'busy', final: false });
  await withAgentAlone(world);
  await hear(world, noon(-29), aSnapshot([customer, agent], noon(-29)));
  await world.passUntil(noon(7200));
  expect(placed(world)).toEqual([
    ['timeout', 'now@'],
    ['timeout', toIso(LATER)],
  ]);
  expect(left(world)).toEqual([]);
});

it('a time-out is placed once, where only Genesys’ answer tells of the time and the agent is there', async () => {
  const world = aDialingWorld();
  world.automate({ placeOnTimeout: true });
  world.genesys.legs = [customer, agent];
  await withAgentAlone(world, { ...agent, number: '+13175550123' });
  await world.passUntil(noon(-29));
  expect(placed(world)).toEqual([['timeout', 'now@']]);
  expect(left(world)).toEqual([]);
});

it('an immediate callback that is asked for after that time is placed for itself', async () => {
  const world = await withAgentAlone();
  await hear(world, NOON, aSnapshot([customer, gone(agent)], NOON));
  await hear(world, noon(200), aSnapshot([anImmediateCustomerLeg(), gone(agent)], noon(200)));
  await world.passUntil(noon(7200));
  expect(placed(world)).toEqual([
    ['timeout', 'now@'],
    ['scheduled', `now@${CUSTOMER}`],
  ]);
});

it.each([
  ['agent-gone', [customer, gone(agentSomewhere)]],
  ['agent-gone', []],
  ['ended', [gone(customer), gone(agentSomewhere)]],
])(
  'a time-out that waited for its queue is left as %s, where that is all that is known of it',
  async (reason, legs) => {
    const world = await withAgentAlone(aSmallWorld(), agentSomewhere);
    await hear(world, noon(-27), aSnapshot(legs, noon(-27)));
    await world.passUntil(NOON);
    expect(left(world)).toEqual([['timeout', 'now@', reason]]);
  },
);
