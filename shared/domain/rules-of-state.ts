/** What the legs and the calls of a conversation say against placing a callback. */
import type { Conversation } from '#shared/domain/conversation.ts';
import { type Decision, type Facts, left, type Rule } from '#shared/domain/decision.ts';
import { isLiveCall, isMadeSince } from '#shared/domain/leg.ts';
import { hasAgent } from '#shared/domain/legs-of.ts';
import type { Call, LegState } from '#shared/domain/observation.ts';
import { isNewer } from '#shared/domain/order.ts';
import { recordOf } from '#shared/domain/records.ts';
import { isBeforeReplacing, replacingSince } from '#shared/domain/replacing.ts';
import { durationMs, earliest, minutes, plus } from '#shared/domain/time.ts';
import { whyReplaced } from '#shared/domain/why-replaced.ts';

/** One of our own placers made it: its key is in the data, or it waits where they make theirs. */
const ours: Rule = ({ record, callback, isTargetQueue }) =>
  record.ours ||
  callback?.legs.some(({ facts }) => facts.placementKey) ||
  (callback?.queueId !== undefined && isTargetQueue(callback.queueId))
    ? left('ours')
    : undefined;

const over: Rule = ({ callback }) => (callback?.endedAt === undefined ? undefined : left('ended'));

const replaced: Rule = ({ isCurrent, callback, conversation, key, trigger }) =>
  isCurrent && callback ? undefined : left(whyReplaced(conversation, key, trigger));

const externalDialer: Rule = ({ callback }) =>
  callback?.isExternalCampaign ? left('external-dialer') : undefined;

/** Calls that a newer snapshot, of a topic without calls, may have overtaken tell nothing of now. */
const areCallsFresh = ({ calls, otherLegs }: Conversation) =>
  calls !== undefined && !(otherLegs !== undefined && isNewer(otherLegs.order, calls.order));

const liveCalls = ({ calls }: Conversation, direction: Call['direction']) =>
  (calls?.value ?? []).filter((call) => call.direction === direction && isLiveCall(call));

/** A call that may be going on, but not certainly: of no known direction, or in a state that says neither. */
const MAY_GO_ON: ReadonlySet<LegState> = new Set<LegState>(['unknown', 'offering', 'parked']);
const mayGoOn = ({ direction, state, endedAt }: Call) =>
  endedAt === undefined && (MAY_GO_ON.has(state) || (direction === 'unknown' && isLiveCall({ state })));

const callInProgress: Rule = ({ conversation }) =>
  areCallsFresh(conversation) && liveCalls(conversation, 'outbound').length > 0
    ? left('call-in-progress')
    : undefined;

const alreadyCalled: Rule = ({ conversation, callback }) => {
  const since = callback?.due;
  if (since === undefined) return undefined;
  return conversation.calls?.value.some((call) => isMadeSince(call, since))
    ? left('already-called')
    : undefined;
};

const withAgent: Rule = ({ trigger, record, callback, conversation }) => {
  if (trigger.kind !== 'scheduled' || callback === undefined) return undefined;
  const { key, due, agents } = callback;
  const since = replacingSince(conversation, key);
  // Of one that was moved within the minute of its claim, an agent may be known under its new key only.
  const wasThere = [record, recordOf(conversation, key)].some(
    (one) => one?.agentConnectedAt !== undefined && !isBeforeReplacing(one.agentConnectedAt, since, due),
  );
  return wasThere || agents.length > 0 ? left('with-agent') : undefined;
};

const agentGone: Rule = ({ trigger, callback }) => {
  if (trigger.kind !== 'timeout') return undefined;
  const isThere = callback?.agents.some(
    ({ connectedAt, timeout, endedAt }) =>
      endedAt === undefined && timeout !== undefined && plus(connectedAt, timeout) === trigger.at,
  );
  return isThere ? undefined : left('agent-gone');
};

/** Waits until `maxLateness` for the end of a call; then the agent has the customer. */
function untilHungUp({ now, lateness, maxLateness }: Facts): Decision {
  if (lateness >= maxLateness) return left('call-in-progress');
  const until = earliest(plus(now, minutes(1)), plus(now, durationMs(maxLateness - lateness)));
  return { kind: 'wait', fate: { kind: 'deferred', because: 'call-in-progress', since: now, until } };
}

const isOnLine = (conversation: Conversation) => {
  const mayBeCalled = !areCallsFresh(conversation) && liveCalls(conversation, 'outbound').length > 0;
  return mayBeCalled || liveCalls(conversation, 'inbound').length > 0;
};

/** The customer is still on the line, or may be; of which nothing is certain at that moment, neither. */
const customerOnLineLive: Rule = (facts) => {
  const { conversation } = facts;
  const isUncertain = conversation.calls?.value.some(mayGoOn) ?? false;
  return isUncertain || isOnLine(conversation) ? untilHungUp(facts) : undefined;
};

/** Not where Genesys is asked before anything is placed: the end of the call may be what nobody told. */
export const customerOnLine: Rule = (facts) => {
  const isAsked = facts.automation !== undefined && facts.isDialing(facts.automation.placer);
  return !isAsked && isOnLine(facts.conversation) ? untilHungUp(facts) : undefined;
};

/** Genesys tells another callback than the claimed one: another time, unless both are past and so mean the same. */
const replacedLive: Rule = (facts) => {
  const { callback, key, now } = facts;
  const isToCome = callback !== undefined && callback.key !== key && (callback.due ?? now) > now;
  return isToCome ? left('rescheduled') : replaced(facts);
};

/** Which agent is told with other instants by other shapes; that one is there is all that can be asked. */
const agentGoneLive: Rule = ({ trigger, conversation }) =>
  trigger.kind === 'timeout' && !hasAgent(conversation) ? left('agent-gone') : undefined;

/** Whoever is connected at this moment has the callback in hand, whatever else is known of them. */
const withAgentLive: Rule = (facts) =>
  facts.trigger.kind === 'scheduled' && hasAgent(facts.conversation) ? left('with-agent') : withAgent(facts);

/** Asked of what is known of the conversation. */
export const STATE_RULES: readonly Rule[] = [
  ours,
  over,
  replaced,
  externalDialer,
  callInProgress,
  alreadyCalled,
  withAgent,
  agentGone,
];

/** Asked of what Genesys answers immediately before a call is made. */
export const LIVE_RULES: readonly Rule[] = [
  ours,
  over,
  replacedLive,
  externalDialer,
  callInProgress,
  alreadyCalled,
  withAgentLive,
  agentGoneLive,
  customerOnLineLive,
];
