import { expect, it } from 'vitest';
import {
  aCall,
  aConnectedAgentLeg,
  aCustomerLeg,
  anAgentLeg,
  aSnapshot,
} from '#test/builders/observations.ts';
import { aSmallWorld } from '#test/builders/small-world.ts';
import { noon } from '#test/builders/times.ts';

it("a callback's whole life: waiting, released, three agents alerting, one connected, timeout, call, end", async () => {
  const { automatedCallbackConfigId: _, ...customer } = aCustomerLeg();
  const world = aSmallWorld();
  const { tell, passUntil } = world;
  const agent = (name: string, facts = {}) =>
    anAgentLeg({ participantId: name, communicationId: name, userId: name, ...facts });

  // Waiting for noon, to be routed to an agent as per normal.
  const waiting = await tell(aSnapshot([customer], noon(-600), []));
  expect(waiting).toMatchObject({ outcome: 'recorded', nextLook: { at: noon(0), why: 'scheduled' } });

  // Noon: the automation looks, and leaves it to the agents.
  await passUntil(noon(1));
  expect(world.announced()).toEqual(['CallbackLeft: left-to-agent']);

  // Released to routing, a second late, as Genesys does.
  const released = { ...customer, state: 'connected', connectedAt: noon(1) } as const;
  expect(await tell(aSnapshot([released], noon(1), []))).not.toHaveProperty('nextLook');

  // The first agent declines, the second does not answer, the third is alerting.
  const declined = agent('first', { state: 'disconnected', endedAt: noon(10) });
  const missed = agent('second', { state: 'disconnected', endedAt: noon(40) });
  await tell(aSnapshot([released, agent('first')], noon(2), []));
  await tell(aSnapshot([released, declined, agent('second')], noon(11), []));
  expect(
    await tell(aSnapshot([released, declined, missed, agent('third')], noon(41), [])),
  ).not.toHaveProperty('nextLook');

  // The third one takes it: 30 seconds until the call is to be placed.
  const third = aConnectedAgentLeg(noon(50), {
    participantId: 'third',
    communicationId: 'third',
    userId: 'third',
  });
  const connected = await tell(aSnapshot([released, declined, missed, third], noon(50), []));
  expect(connected.nextLook).toEqual({ at: noon(80), why: 'timeout' });

  await passUntil(noon(80, -1));
  expect(world.placer.requests).toEqual([]);
  await passUntil(noon(80));
  expect(world.placer.requests).toMatchObject([
    { trigger: 'timeout', due: noon(80), firedAt: noon(80), attempt: 1 },
  ]);

  // The call is made, then everything ends. Nothing more is to be done.
  await tell(aSnapshot([released, third], noon(85), [aCall({ state: 'dialing' })]));
  const over = { ...released, state: 'disconnected', endedAt: noon(300) } as const;
  const ended = await tell(
    aSnapshot([over, { ...third, state: 'disconnected', endedAt: noon(300) }], noon(300), [
      aCall({ state: 'disconnected', connectedAt: noon(90), endedAt: noon(295) }),
    ]),
  );
  expect(ended).not.toHaveProperty('nextLook');

  await passUntil(noon(86_400));
  expect(world.placer.requests).toHaveLength(1);
  expect(world.announced()).toEqual(['CallbackLeft: left-to-agent']);
  expect((await world.state()).callbacks).toMatchObject([
    { placement: { kind: 'placed' }, triggers: [{ fate: { kind: 'left' } }, { fate: { kind: 'placed' } }] },
  ]);
});
