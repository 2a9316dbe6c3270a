/** Callbacks that are moved and cancelled, told by snapshots, single legs and sessions together. */
import { expect, it } from 'vitest';
import type { Observation } from '#shared/domain/observation.ts';
import { type EpochMs, toIso } from '#shared/domain/time.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { CONFIG, CONVERSATION, QUEUE } from '#test/builders/observations.ts';
import { aSmallWorld } from '#test/builders/small-world.ts';
import { NOON, noon } from '#test/builders/times.ts';

function observed(body: object): Observation {
  const parsed = parseNotification(JSON.stringify(body));
  if (parsed.kind !== 'one' || parsed.element.kind !== 'observed')
    throw new Error('The body is not observed.');
  return parsed.element.observation;
}

const iso = (second: number) => toIso(noon(second));
const facts = (at: number, over?: number) => ({
  state: over === undefined ? 'scheduled' : 'disconnected',
  initialState: 'scheduled',
  callbackNumbers: ['+13175550123'],
  timeoutSeconds: 0,
  automatedCallbackConfigId: CONFIG,
  callbackScheduledTime: iso(at),
});

const participant = (id: string, at: number, over?: number) => ({
  id,
  purpose: 'customer',
  queue: { id: QUEUE },
  ...facts(at, over),
  ...(over !== undefined && { endTime: iso(over) }),
});

/** A message of the callbacks topic; unstamped where no stamp is given. */
const media = (participants: object[], stamp?: number) =>
  observed({
    topicName: `v2.routing.queues.${QUEUE}.conversations.callbacks`,
    version: '2',
    eventBody: { id: CONVERSATION, participants },
    ...(stamp !== undefined && { timestamp: iso(stamp) }),
  });

const callback = (id: string, at: number, stamp: number, isOver = false) =>
  observed({
    conversationId: CONVERSATION,
    id,
    ...facts(at, isOver ? stamp : undefined),
    ...(isOver && { disconnectedTime: iso(stamp) }),
    timestamp: iso(stamp),
  });

const session = (
  sessionId: string,
  participantId: string,
  event: 'start' | 'end',
  stamp: number,
  more: object = {},
) =>
  observed({
    topicName: `v2.detail.events.conversation.${CONVERSATION}.customer.${event}`,
    version: '2',
    eventBody: {
      eventTime: noon(stamp),
      conversationId: CONVERSATION,
      participantId,
      sessionId,
      mediaType: 'CALLBACK',
      ...more,
    },
  });

const timed = (at: number) => ({ callbackScheduledTime: noon(at) });

const agent = (connected: number, ended?: number) => ({
  id: 'agent',
  purpose: 'agent',
  user: { id: 'user' },
  state: ended === undefined ? 'connected' : 'disconnected',
  connectedTime: iso(connected),
  ...(ended !== undefined && { endTime: iso(ended) }),
});

/** Tells one after another, each at its stamp, and answers when callbacks were placed, in seconds after noon. */
async function placedAfter(
  ...told: readonly (readonly [at: number, observation: Observation])[]
): Promise<number[]> {
  const world = aSmallWorld();
  world.clock.moveTo(noon(-8000));
  for (const [at, observation] of told) {
    await world.passUntil(noon(at));
    await world.tell(observation);
  }
  await world.passUntil(noon(86_400));
  return world.placer.requests.map(({ firedAt }: { firedAt: EpochMs }) => (firedAt - NOON) / 1000);
}

it("two notices of an old session's end leave the moved callback alone", async () => {
  const moved = media([participant('old', 0, -6000), participant('new', 3600)], -6000);
  const numbered = session('old-session', 'old', 'end', -5999.9, {
    ...timed(0),
    callbackNumbers: ['+13175550123'],
  });
  const bare = session('old-session', 'old', 'end', -5999.8);
  const told = [
    [-7000, media([participant('old', 0)], -7000)],
    [-6000, moved],
    [-5999, numbered],
    [-5998, bare],
  ] as const;
  expect(await placedAfter(...told)).toEqual([3600]);
});

it("two notices of an old session's end leave it alone when it goes on with the same participant", async () => {
  const over = callback('old-session', 0, -5999.9, true);
  const end = session('old-session', 'old', 'end', -5999.8, timed(0));
  const told = [
    [-7000, media([participant('old', 0)], -7000)],
    [-6000, media([participant('old', 3600)], -6000)],
    [-5999, over],
    [-5998, end],
  ] as const;
  expect(await placedAfter(...told)).toEqual([3600]);
});

it('the cancel of a new session does not revive the old one', async () => {
  const told = [
    [-7000, callback('old', 0, -7000)],
    [-6000, callback('new', 3600, -6000)],
    [-5000, callback('new', 3600, -5000, true)],
  ] as const;
  expect(await placedAfter(...told)).toEqual([]);
});

it('the end of the session that a moved participant goes on with ends it, whichever id sorts first', async () => {
  for (const [dead, live] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const told = [
      [-7600, session(dead, 'p', 'start', -7600, timed(-600))],
      [-7500, media([participant('p', -600)], -7500)],
      [-7000, session(dead, 'p', 'end', -7000, timed(-600))],
      [-6900, session(live, 'p', 'start', -6900, timed(0))],
      [-6800, media([participant('p', 0)], -6800)],
      [-6000, media([participant('p', 3600)], -6000)],
      [-4000, session(live, 'p', 'end', -4000)],
    ] as const;
    expect(await placedAfter(...told)).toEqual([]);
  }
});

it('a callback is with the agent whom the news of its time already shows, if they connected after it came', async () => {
  const told = [
    [-7000, media([participant('p', 3600)], -7000)],
    [5.3, media([participant('p', 0), agent(5)], 5.3)],
  ] as const;
  expect(await placedAfter(...told)).toEqual([]);
});

it('a stale twin from another topic does not put the old agent on the moved callback', async () => {
  const moved = [participant('p', 0), agent(-3500, -2999.9)];
  const told = [
    [-4000, media([participant('p', -3600)], -4000)],
    [-3000, media(moved, -2999.8)],
    [-2999, media(moved, -3000)],
  ] as const;
  expect(await placedAfter(...told)).toEqual([-3600, 0]);
});

it("an agent who had left before its time was not this callback's, even in the first news of it", async () => {
  expect(await placedAfter([-2900, media([participant('p', 0), agent(-3500, -3000)], -2900)])).toEqual([0]);
});

it('an end long after the last news of a time ends it, although it tells a time that nobody told before', async () => {
  const told = [
    [-7000, media([participant('p', 0)], -7000)],
    [-3000, session('s', 'p', 'end', -3000, timed(1800))],
  ] as const;
  expect(await placedAfter(...told)).toEqual([]);
});

it('a single leg of the old session, just disconnected, leaves the new schedule alone', async () => {
  const told = [
    [-7000, media([participant('p', 0)], -7000)],
    [-6990, session('s', 'p', 'start', -6990, timed(0))],
    [-6000, media([participant('p', 3600)], -6000)],
    [-5999, callback('s', 0, -5999.9, true)],
  ] as const;
  expect(await placedAfter(...told)).toEqual([3600]);
});

it('a leg known by participant is the one known by communication that has its time', async () => {
  const over = observed({
    conversationId: CONVERSATION,
    ...participant('p', 3600, -5000),
    timestamp: iso(-5000),
  });
  const told = [
    [-7000, callback('old', 0, -7000)],
    [-6000, callback('new', 3600, -6000)],
    [-5000, over],
  ] as const;
  expect(await placedAfter(...told)).toEqual([]);
});

it('a late stamped notification does not undo an unstamped cancel that happened after its stamp', async () => {
  const told = [
    [-6000, media([participant('p', 0, -6000)])],
    [-5900, media([participant('p', 0)], -7000)],
  ] as const;
  expect(await placedAfter(...told)).toEqual([]);
});
