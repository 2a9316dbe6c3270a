/** The transition that a notification makes: pure, and the same object again when it changes nothing. */
import { type Callback, callbacksOf } from '#shared/domain/callbacks-of.ts';
import {
  type CallbackKey,
  type CallbackRecord,
  type Conversation,
  emptyConversation,
  type SeenBody,
} from '#shared/domain/conversation.ts';
import { fold } from '#shared/domain/fold.ts';
import { leave } from '#shared/domain/ledger.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { instantOf, type Order } from '#shared/domain/order.ts';
import { isSettled, ledgerOf, recordOf, withRecord } from '#shared/domain/records.ts';
import { between, type EpochMs, earliest, minutes, plus } from '#shared/domain/time.ts';
import { undecidedTriggers } from '#shared/domain/triggers.ts';

/** A stamp further ahead of our clock than this isn't believed: one wrong clock would make every later cancel stale. */
const MOST_AHEAD = minutes(5);

/** A socket may tell the same unstamped state again later, and mean it. */
const UNSTAMPED_SEEN_FOR = minutes(10);

const MOST_SEEN = 16;

export interface Recorded {
  readonly outcome: 'recorded' | 'duplicate' | 'stale';
  readonly conversation: Conversation;
}

export function recordObservation(
  conversation: Conversation,
  observation: Observation,
  now: EpochMs,
): Recorded {
  const order = orderOf(observation, now);
  if (isSeen(conversation, order, now)) return { outcome: 'duplicate', conversation };

  const seen = { seen: withSeen(conversation.seen, order), changedAt: now };
  const known = fold(conversation, observation.told, order);
  const isFolded = known !== conversation;
  // Seen already here, so that what is read of its legs from now on need not be read again after it.
  const folded = isFolded ? { ...conversation, ...known, ...seen } : conversation;
  const marked = withMarks(folded, callbacksOf(conversation)[0], observation, order);
  if (marked === conversation) return { outcome: 'stale', conversation };

  const replaced = leaveReplaced(conversation, marked, now);
  return { outcome: 'recorded', conversation: isFolded ? replaced : { ...replaced, ...seen } };
}

function orderOf({ stampedAt, recordedAt, fingerprint }: Observation, now: EpochMs): Order {
  const isBelieved = stampedAt !== undefined && stampedAt <= plus(now, MOST_AHEAD);
  return {
    ...(isBelieved && { stampedAt }),
    ...(recordedAt !== undefined && { recordedAt }),
    arrivedAt: now,
    fingerprint,
  };
}

const isSeen = ({ seen }: Conversation, { fingerprint }: Order, now: EpochMs) =>
  seen.some(
    (body) =>
      body.fingerprint === fingerprint &&
      (body.unstampedAt === undefined || between(body.unstampedAt, now) < UNSTAMPED_SEEN_FOR),
  );

function withSeen(
  seen: readonly SeenBody[],
  { fingerprint, stampedAt, arrivedAt }: Order,
): readonly SeenBody[] {
  const body = { fingerprint, ...(stampedAt === undefined && { unstampedAt: arrivedAt }) };
  return [...seen.filter((one) => one.fingerprint !== fingerprint), body].slice(-MOST_SEEN);
}

/** Keeps, per callback, what must never be forgotten: when it began, when an agent first connected, whose it is. */
function withMarks(
  conversation: Conversation,
  before: Callback | undefined,
  { told }: Observation,
  order: Order,
): Conversation {
  const [current] = callbacksOf(conversation);
  if (current === undefined) return conversation;
  // What a stale snapshot told of agents is in no register, but it happened.
  const isStale = told.kind === 'snapshot' && conversation.otherLegs?.order !== order;
  const alone = emptyConversation(conversation.conversationId, order.arrivedAt);
  const stale = isStale ? callbacksOf({ ...alone, ...fold(alone, told, order) }) : [];
  const replacing = withToldAt(adoptCustomer(conversation, current), before, current, order);
  return [...callbacksOf(replacing), ...stale].reduce(
    (marked, callback) => withMark(marked, callback, instantOf(order)),
    replacing,
  );
}

/** Remembers when a callback that replaced another was first told of. */
function withToldAt(
  conversation: Conversation,
  before: Callback | undefined,
  { key, legs }: Callback,
  order: Order,
) {
  const known = recordOf(conversation, key) ?? { key, triggers: [] };
  const isNew = before !== undefined && before.key !== key && !isAdoption(before.key, key);
  const isTold =
    known.toldAt !== undefined && legs.some((leg) => leg.order.fingerprint === order.fingerprint);
  if (!isNew && !isTold) return conversation;
  const toldAt = least(known.toldAt, instantOf(order));
  return toldAt === undefined || toldAt === known.toldAt
    ? conversation
    : withRecord(conversation, { ...known, toldAt });
}

function withMark(conversation: Conversation, callback: Callback, at: EpochMs): Conversation {
  const known = recordOf(conversation, callback.key) ?? { key: callback.key, triggers: [] };
  const isFirst = conversation.callbacks.every(({ key }) => key === callback.key);
  const since = sinceOf(callback, known, at, isFirst);
  const agentConnectedAt = least(known.agentConnectedAt, callback.agents.at(-1)?.connectedAt);
  const isOurs = known.ours ?? callback.legs.some(({ facts }) => facts.placementKey !== undefined);
  const marked: CallbackRecord = {
    ...known,
    ...(since !== undefined && { since }),
    ...(agentConnectedAt !== undefined && { agentConnectedAt }),
    ...(isOurs && { ours: true }),
  };
  const isSame =
    marked.since === known.since &&
    marked.agentConnectedAt === known.agentConnectedAt &&
    marked.ours === known.ours;
  return isSame ? conversation : withRecord(conversation, marked);
}

/**
 * "If this value is missing it indicates the callback will be placed immediately": from the first instant known. A
 * participant may have joined long before its second callback, so the start of a leg counts for the first one only.
 */
function sinceOf(
  { key, legs }: Callback,
  { since }: CallbackRecord,
  at: EpochMs,
  isFirst: boolean,
): EpochMs | undefined {
  const customers = legs.filter(({ purposes }) => purposes.includes('customer'));
  if (!key.startsWith(NAMELESS) || customers.length === 0) return since;
  return least(since, at, ...(isFirst ? customers.map(({ facts }) => facts.startedAt) : []));
}

const least = (...instants: readonly (EpochMs | undefined)[]) => {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length > 0 ? earliest(...known) : undefined;
};

/** The key of an immediate callback whose customer's participant id nobody has told yet. */
const NAMELESS = 'now@';

const isAdoption = (before: CallbackKey, after: CallbackKey) =>
  before === NAMELESS && after !== NAMELESS && after.startsWith(NAMELESS);

/** Once the customer's participant is known, what was recorded without it is about the same callback. */
function adoptCustomer(conversation: Conversation, { key }: Callback): Conversation {
  const nameless = recordOf(conversation, 'now@');
  if (!nameless || key === 'now@' || !key.startsWith('now@') || recordOf(conversation, key))
    return conversation;
  const callbacks = conversation.callbacks.map((record) =>
    record === nameless ? { ...record, key } : record,
  );
  return { ...conversation, callbacks };
}

/** An undecided callback whose due is past and which another one replaces is left: no silent end. */
function leaveReplaced(before: Conversation, after: Conversation, now: EpochMs): Conversation {
  const [replaced] = callbacksOf(before);
  const [current] = callbacksOf(after);
  if (!replaced || !current || replaced.key === current.key) return after;
  if (isAdoption(replaced.key, current.key)) return after;
  const record = ledgerOf(after, replaced.key);
  if (isSettled(record) || record.placement || record === ledgerOf(after, current.key)) return after;
  return undecidedTriggers(replaced, record)
    .filter(({ due }) => due <= now)
    .reduce(
      (left, { trigger, due }) =>
        leave(
          left,
          { record: ledgerOf(left, replaced.key), queueId: replaced.queueId, trigger, due },
          'rescheduled',
          now,
        ),
      after,
    );
}
