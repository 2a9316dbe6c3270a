/** The transition that a notification makes: pure, and the same object again when it changes nothing. */
import { type Callback, callbacksOf, isSameCurrent } from '#shared/domain/callbacks-of.ts';
import {
  type CallbackRecord,
  type Conversation,
  emptyConversation,
  type SeenBody,
} from '#shared/domain/conversation.ts';
import { settleByCalls } from '#shared/domain/evidence.ts';
import { fold, type Known } from '#shared/domain/fold.ts';
import { leave } from '#shared/domain/ledger.ts';
import type { Observation, Told } from '#shared/domain/observation.ts';
import { instantOf, type Order } from '#shared/domain/order.ts';
import { isSettled, ledgerOf, recordOf, withRecord } from '#shared/domain/records.ts';
import { withTold } from '#shared/domain/replacing.ts';
import { between, type EpochMs, earliest, latest, minutes, plus } from '#shared/domain/time.ts';
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
  // Seen already here, because a spread of its own at the end would take as long as the fold.
  const folded = isFolded ? withKnown(conversation, known, seen) : conversation;
  const replaced = isSameCurrent(conversation, folded) ? undefined : callbacksOf(conversation)[0];
  const [current] = callbacksOf(folded);
  const { dated, marked } = current
    ? withMarks(adoptCustomer(folded, current), observation, order)
    : { dated: folded, marked: folded };
  if (marked === conversation) return { outcome: 'stale', conversation };

  const settled = settleByCalls(leaveReplaced(replaced, current, marked, now), now);
  // That there was an older one is kept, and tells nothing of now.
  const outcome = isFolded || marked !== dated ? 'recorded' : 'stale';
  return { outcome, conversation: isFolded ? settled : { ...settled, ...seen } };
}

/** Where a notification stands, as far as its stamp is believed. */
export function orderOf({ stampedAt, recordedAt, fingerprint }: Observation, now: EpochMs): Order {
  const isBelieved = stampedAt !== undefined && stampedAt <= plus(now, MOST_AHEAD);
  const order = isBelieved ? { stampedAt, arrivedAt: now, fingerprint } : { arrivedAt: now, fingerprint };
  return recordedAt === undefined ? order : { ...order, recordedAt };
}

/** Field by field, because a second spread in a literal takes as long as the whole fold. */
const withKnown = (
  conversation: Conversation,
  { customerLegs, otherLegs, calls, joined }: Known,
  { seen, changedAt }: Pick<Conversation, 'seen' | 'changedAt'>,
): Conversation => ({ ...conversation, customerLegs, otherLegs, calls, joined, seen, changedAt });

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

/**
 * Keeps, per callback, what must never be forgotten: when it was told of; and then when it began, when an agent
 * connected, whose it is.
 */
function withMarks(conversation: Conversation, observation: Observation, order: Order) {
  const overtaken = overtakenBy(conversation, observation, order);
  const dated = withDates(conversation, overtaken ?? conversation, order);
  // Read once more: of two callbacks the later replaced the other, and agents go by that.
  const known = [
    ...callbacksOf(dated),
    ...(overtaken ? callbacksOf({ ...overtaken, callbacks: dated.callbacks }) : []),
  ];
  return { dated, marked: known.reduce((one, callback) => withMark(one, callback, order), dated) };
}

/** What a snapshot told that newer news overtook: it happened, though it is in no register, or not the current callback. */
function overtakenBy(
  conversation: Conversation,
  { told }: Observation,
  order: Order,
): Conversation | undefined {
  if (told.kind !== 'snapshot') return undefined;
  const { customerLegs, otherLegs } = conversation;
  const isOvertaken =
    otherLegs?.order !== order ||
    (customerLegs?.order === order && !isToldBy(callbacksOf(conversation)[0], order));
  return isOvertaken ? alone(conversation, told, order) : undefined;
}

/** The conversation as if nothing else had been told, but with its ledger. */
function alone({ conversationId, callbacks }: Conversation, told: Told, order: Order): Conversation {
  const empty = { ...emptyConversation(conversationId, order.arrivedAt), callbacks };
  return { ...empty, ...fold(empty, told, order) };
}

/** Whether it was these news that told of a callback: the customer's leg is theirs. */
const isToldBy = (callback: Callback | undefined, { fingerprint }: Order): boolean =>
  callback?.legs.some(
    ({ purposes, order }) => purposes.includes('customer') && order.fingerprint === fingerprint,
  ) ?? false;

/** Keeps that a callback was told of; but not by old news without a stamp: when they spoke of it, nobody knows. */
function withDates(conversation: Conversation, toldIn: Conversation, order: Order): Conversation {
  const [told] = callbacksOf(toldIn);
  const isDateless = toldIn !== conversation && order.stampedAt === undefined;
  if (told === undefined || isDateless || !isToldBy(told, order)) return conversation;
  const known = recordOf(conversation, told.key) ?? { key: told.key, triggers: [] };
  const dated = withTold(known, instantOf(order));
  return dated === known ? conversation : withRecord(conversation, dated);
}

function withMark(conversation: Conversation, callback: Callback, order: Order): Conversation {
  const known = recordOf(conversation, callback.key) ?? { key: callback.key, triggers: [] };
  const isFirst = conversation.callbacks.every(({ key }) => key === callback.key);
  const since = sinceOf(callback, known, order, isFirst);
  const agentConnectedAt = newest(known.agentConnectedAt, callback.agents[0]?.connectedAt);
  const isOurs = known.ours ?? callback.legs.some(({ facts }) => facts.placementKey !== undefined);
  const isSame =
    since === known.since && agentConnectedAt === known.agentConnectedAt && isOurs === (known.ours ?? false);
  if (isSame) return conversation;
  let marked: CallbackRecord = known;
  if (since !== undefined) marked = { ...marked, since };
  if (agentConnectedAt !== undefined) marked = { ...marked, agentConnectedAt };
  if (isOurs) marked = { ...marked, ours: true };
  return withRecord(conversation, marked);
}

/**
 * "If this value is missing it indicates the callback will be placed immediately": from the first instant known. A
 * participant may have joined long before its second callback, and earlier news may be of the callback before, so that
 * the start of a leg, and news of anything else, count for the first one only.
 */
function sinceOf(
  callback: Callback,
  { since }: CallbackRecord,
  order: Order,
  isFirst: boolean,
): EpochMs | undefined {
  if (!callback.key.startsWith(NAMELESS)) return since;
  const customers = callback.legs.filter(({ purposes }) => purposes.includes('customer'));
  const isOfIt = isFirst || since === undefined || isToldBy(callback, order);
  if (customers.length === 0 || !isOfIt) return since;
  const told = least(since, instantOf(order));
  return isFirst ? customers.map(({ facts }) => facts.startedAt).reduce(least, told) : told;
}

const newest = (a: EpochMs | undefined, b: EpochMs | undefined): EpochMs | undefined =>
  a === undefined || b === undefined ? (a ?? b) : latest(a, b);

const least = (a: EpochMs | undefined, b: EpochMs | undefined): EpochMs | undefined =>
  a === undefined || b === undefined ? (a ?? b) : earliest(a, b);

/** The key of a callback whose customer nobody has told of yet. */
const NAMELESS = 'now@';

/**
 * Once the customer is known, what was recorded without their id is about the same callback; and what was recorded of
 * an agent alone, about the first one that is told of, where that agent has it.
 */
export function adoptCustomer(conversation: Conversation, current: Callback): Conversation {
  const { key } = current;
  const nameless = recordOf(conversation, NAMELESS);
  if (!nameless || key === NAMELESS || recordOf(conversation, key)) return conversation;
  if (!key.startsWith(NAMELESS) && !isFirstOf(nameless, current, conversation)) return conversation;
  const callbacks = conversation.callbacks.map((record) =>
    record === nameless ? { ...record, key } : record,
  );
  return { ...conversation, callbacks };
}

/** An agent who moves a callback has no other: what was claimed, or is theirs, was the one before. */
const isFirstOf = (
  { placement, agentConnectedAt }: CallbackRecord,
  { due, agents }: Callback,
  { callbacks }: Conversation,
): boolean =>
  placement === undefined &&
  agentConnectedAt !== undefined &&
  callbacks.every(({ toldAt }) => toldAt === undefined) &&
  ((due !== undefined && due <= agentConnectedAt) ||
    agents.some(({ connectedAt }) => connectedAt === agentConnectedAt));

/** An undecided callback whose due is past and which another one replaces is left: no silent end. */
function leaveReplaced(
  replaced: Callback | undefined,
  current: Callback | undefined,
  after: Conversation,
  now: EpochMs,
): Conversation {
  if (!replaced || !current || replaced.key === current.key) return after;
  const isAdopted = replaced.key === NAMELESS && !recordOf(after, NAMELESS);
  if (isAdopted) return after;
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
