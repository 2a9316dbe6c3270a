import { between, durationMs, plus, seconds, toIso } from '#shared/domain/time.ts';
import { TARGET_QUEUE } from '#test/simulation/genesys.ts';
import { latestFor } from '#test/simulation/judge/lateness.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { asksLive } from '#test/simulation/placers.ts';
import type { World } from '#test/simulation/world.ts';

type Announced = World['truth']['announced'][number];
type IsTrue = (world: World, one: Announced) => boolean;

/** Nothing is left, and nothing fails, for a reason that was not there when it was announced. */
export const judgeReasons = (world: World): Violation[] =>
  world.truth.announced
    .filter(({ type }) => type === 'CallbackLeft' || type === 'CallbackPlacementFailed')
    .filter((one) => !(REASONS[one.reason ?? ''] ?? never)(world, one))
    .map((one) => violation('untrue-reason', one));

const never = () => false;

/** When it was decided at the latest: by the clock of whoever did. */
const decidedAt = ({ history }: World, { firedAt }: Announced) =>
  plus(firedAt, durationMs(history.clocksApart));

const stateThen = (world: World, one: Announced) =>
  world.genesys.stateAt(one.conversationId, decidedAt(world, one));

const wasMoved: IsTrue = (world, one) =>
  world.genesys.epochs.filter(
    ({ conversationId, from }) => conversationId === one.conversationId && from <= decidedAt(world, one),
  ).length > 1;

const hasAgentLeft: IsTrue = (world, one) =>
  stateThen(world, one)?.agents.some(({ endedAt }) => endedAt !== undefined) ?? false;

const hadAgentBefore: IsTrue = (world, one) => {
  const { agents = [] } = stateThen(world, one) ?? {};
  return world.genesys.epochs.some(
    ({ conversationId, from }) =>
      conversationId === one.conversationId &&
      from <= decidedAt(world, one) &&
      agents.some(({ connectedAt }) => connectedAt !== undefined && connectedAt <= from),
  );
};

/** Of two snapshots with one stamp, that tell of other agents, either may be the newer. */
const isToldTwoWays: IsTrue = ({ truth }, one) => {
  const snapshots = truth.told.flatMap(({ conversationId, observation: { stampedAt, told } }) =>
    conversationId === one.conversationId && told.kind === 'snapshot' ? [{ stampedAt, legs: told.legs }] : [],
  );
  const agentsIn = ({ legs }: (typeof snapshots)[number]) =>
    JSON.stringify(legs.filter(({ purpose }) => purpose === 'agent'));
  return [...Map.groupBy(snapshots, ({ stampedAt }) => stampedAt).values()].some(
    (some) => new Set(some.map(agentsIn)).size > 1,
  );
};

const wasCalled: IsTrue = (world, one) =>
  world.genesys.dialled.some(
    ({ conversationId, at }) => conversationId === one.conversationId && at <= decidedAt(world, one),
  );

/** After the callback was asked for, and not too long ago. */
const wasReached: IsTrue = (world, one) => {
  const { genesys, history } = world;
  // From that question to what is said of it may take as long as a run lives: a minute.
  const longestAgo = seconds((history.leaveIfReachedWithin ?? 0) + 60);
  const askedAt = askedForAt(world, one);
  return genesys.talks.some(
    ({ callback, reached: { at } }) =>
      callback === one.conversationId && at >= askedAt && between(at, one.firedAt) <= longestAgo,
  );
};

/**
 * A moved callback, when it was moved, where that shows in what was told: of the time before, and of when. What an
 * answer of Genesys tells first is dated by its stamp, 5 s too early.
 */
function askedForAt({ genesys, history, truth }: World, { conversationId, callbackKey, firedAt }: Announced) {
  const epochs = genesys.epochs.filter((one) => one.conversationId === conversationId);
  const own = epochs.find(({ scheduledFor }) => scheduledFor && toIso(scheduledFor) === callbackKey);
  const isAnswered = truth.asked.some(
    (one) => one.conversationId === conversationId && one.scheduledFor === own?.scheduledFor,
  );
  const isKnown =
    history.wire.isStamped &&
    !isAnswered &&
    truth.told.some(
      (one) =>
        one.conversationId === conversationId &&
        one.at <= firedAt &&
        own !== undefined &&
        (one.observation.stampedAt ?? own.from) < own.from,
    );
  return (isKnown ? own?.from : epochs[0]?.from) ?? firedAt;
}

const wasRefused: IsTrue = ({ history: { faults, outages } }) =>
  [...faults, ...outages].some(({ port, how }) => port === 'target' && how === 'fails-before');

/** What has to be true of each reason. */
const REASONS: Readonly<Record<string, IsTrue>> = {
  ended: (world, one) => stateThen(world, one)?.customer.state === 'disconnected',
  // Without stamps, nobody knows whether the first word of a time is of before the agent came or after.
  rescheduled: (world, one) =>
    wasMoved(world, one) || (!world.history.wire.isStamped && one.callbackKey === 'now@'),
  'already-called': wasCalled,
  'call-in-progress': wasCalled,
  'with-agent': (world, one) =>
    stateThen(world, one)?.agents.some(({ connectedAt }) => connectedAt !== undefined) ?? false,
  // An agent who had the callback before it was moved is none of its own; and without stamps, news from before they
  // came may win.
  'agent-gone': (world, one) =>
    !world.history.wire.isStamped ||
    hadAgentBefore(world, one) ||
    hasAgentLeft(world, one) ||
    isToldTwoWays(world, one),
  'left-to-agent': ({ history }) => history.placer === 'genesys-call',
  native: ({ history }, { trigger }) => trigger === 'timeout' && asksLive(history) && !history.placeOnTimeout,
  ours: (world, one) => stateThen(world, one)?.customer.queueId === TARGET_QUEUE,
  'too-late': ({ history }, { trigger, due, at }) =>
    plus(at, durationMs(history.clocksApart)) > latestFor(history, { trigger: { kind: trigger }, due }),
  'operator-gave-up': ({ truth }, { conversationId, callbackKey }) =>
    truth.words.some(
      (one) => one.decision === 'give-up' && one.conversationId === conversationId && one.key === callbackKey,
    ),
  no: wasRefused,
  'customer-already-reached': wasReached,
  'no-call-was-made': ({ history }) => history.placer === 'genesys-call',
  // Only of an agent, whose time ran out, was told until then.
  'no-dialable-number': ({ truth, history }, { conversationId, firedAt }) =>
    !truth.told.some(
      (one) =>
        one.conversationId === conversationId && plus(one.at, durationMs(history.clocksApart)) <= firedAt,
    ),
};
