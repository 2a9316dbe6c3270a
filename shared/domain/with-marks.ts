/** What is kept of each callback beside its legs, which may be forgotten: when it was told of, began, had an agent. */
import { type Callback, callbacksOf } from '#shared/domain/callbacks-of.ts';
import {
  type CallbackRecord,
  type Conversation,
  emptyConversation,
  isImmediate,
} from '#shared/domain/conversation.ts';
import { fold } from '#shared/domain/fold.ts';
import { isOver } from '#shared/domain/leg.ts';
import type { LegFacts, Observation, Told } from '#shared/domain/observation.ts';
import { instantOf, type Order } from '#shared/domain/order.ts';
import { recordOf, withRecord } from '#shared/domain/records.ts';
import { withTold } from '#shared/domain/replacing.ts';
import { type EpochMs, earliest, latest } from '#shared/domain/time.ts';

/**
 * Keeps, per callback, what must never be forgotten: when it was told of; and then when it began, when an agent
 * connected, whose it is.
 */
export function withMarks(conversation: Conversation, observation: Observation, order: Order) {
  const overtaken = overtakenBy(conversation, observation, order);
  const dated = withDates(conversation, overtaken ?? conversation, order);
  // Read once more: of two callbacks the later replaced the other, and agents go by that.
  const known = [
    ...callbacksOf(dated),
    ...(overtaken ? callbacksOf({ ...overtaken, callbacks: dated.callbacks }) : []),
  ];
  return { dated, marked: known.reduce((one, callback) => withMark(one, callback, order), dated) };
}

/**
 * What was told that newer news overtook: it happened, though it is in no register, or not the current callback. Of
 * single legs, only the customer's tells whose time it is.
 */
function overtakenBy(
  conversation: Conversation,
  { told }: Observation,
  order: Order,
): Conversation | undefined {
  const { customerLegs, otherLegs } = conversation;
  const isOther = () => !isToldBy(callbacksOf(conversation)[0], order);
  const isOvertaken =
    told.kind === 'snapshot'
      ? otherLegs?.order !== order || (customerLegs?.order === order && isOther())
      : isOpenCustomers(told.leg) && isOther();
  return isOvertaken ? alone(conversation, told, order) : undefined;
}

/** That a leg has ended is no word of whose time it is. */
const isOpenCustomers = (leg: LegFacts) =>
  leg.purpose === 'customer' && leg.scheduledFor !== undefined && !isOver(leg);

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
  if (!isImmediate(callback.key)) return since;
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
