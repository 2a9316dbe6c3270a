/** The callbacks of a conversation as its legs tell them, grouped by callback key, and which of them is current. */
import type { CallbackKey, Conversation } from '#shared/domain/conversation.ts';
import { isOver } from '#shared/domain/leg.ts';
import { type Leg, legsOf } from '#shared/domain/legs-of.ts';
import type { LegFacts } from '#shared/domain/observation.ts';
import { byNews, instantOf } from '#shared/domain/order.ts';
import { recordOf } from '#shared/domain/records.ts';
import { beginningOf, isBeforeReplacing, replacingSince } from '#shared/domain/replacing.ts';
import { type DurationMs, type EpochMs, latest, plus, toIso } from '#shared/domain/time.ts';

/** An agent's leg that is or was connected. */
interface ConnectedAgent {
  readonly connectedAt: EpochMs;
  readonly endedAt: EpochMs | undefined;
  readonly timeout: DurationMs | undefined;
  readonly userId: string | undefined;
}

/** One callback, as the legs tell it. */
export interface Callback {
  readonly key: CallbackKey;
  readonly legs: readonly Leg[];
  /** Its scheduled instant; without one, that of the customer's leg itself; unknown while only other legs are known. */
  readonly due: EpochMs | undefined;
  /** When it ended, where it is over: every customer's leg is. */
  readonly endedAt: EpochMs | undefined;
  /** Newest first. */
  readonly agents: readonly ConnectedAgent[];
  readonly queueId: string | undefined;
  readonly automatedCallbackConfigId: string | undefined;
  readonly number: string | undefined;
  readonly name: string | undefined;
  readonly contactId: string | undefined;
  readonly phoneColumn: string | undefined;
  readonly isExternalCampaign: boolean;
  readonly isPreview: boolean;
}

const isCustomers = ({ purposes }: Leg) => purposes.includes('customer');
const isAgents = ({ purposes }: Leg) => purposes.includes('agent');

/** What was read last, and of which state. */
let last: { readonly of: Conversation; readonly callbacks: readonly Callback[] } | undefined;

/** Every callback that the legs tell of, the current one first. */
export function callbacksOf(conversation: Conversation): readonly Callback[] {
  // One transition asks many times, of states that differ in what is not read here.
  if (!last || !readsTheSame(last, conversation)) {
    last = { of: conversation, callbacks: readCallbacks(conversation) };
  }
  return last.callbacks;
}

/** Whether all that `readCallbacks` reads is as it was: the legs, and of the ledger what it says of these callbacks. */
function readsTheSame({ of, callbacks }: NonNullable<typeof last>, conversation: Conversation): boolean {
  if (of === conversation) return true;
  const { customerLegs, otherLegs, joined } = conversation;
  const isToldTheSame =
    of.customerLegs === customerLegs && of.otherLegs === otherLegs && of.joined === joined;
  if (!isToldTheSame || of.callbacks === conversation.callbacks) return isToldTheSame;
  return callbacks.every(
    ({ key }) =>
      recordOf(of, key)?.toldAt === recordOf(conversation, key)?.toldAt &&
      beginningOf(of, key) === beginningOf(conversation, key) &&
      replacingSince(of, key) === replacingSince(conversation, key),
  );
}

function readCallbacks(conversation: Conversation): readonly Callback[] {
  const legs = legsOf(conversation);
  const leading = legs.some(isCustomers) ? legs.filter(isCustomers) : legs;
  const current = leading.toSorted(mostCurrentFirst)[0];
  if (current === undefined) return [];
  const customerId = legs.find((leg) => isCustomers(leg) && leg.facts.participantId)?.facts.participantId;
  const currentOf = groupOf(current, customerId);
  const currentKey = keyOf(currentOf);
  const since = replacingSince(conversation, currentKey);
  const due = current.facts.scheduledFor ?? beginningOf(conversation, currentKey);
  const times = { due, began: since ?? recordOf(conversation, currentKey)?.toldAt, since };
  const relevant = legs.filter((leg) => !isOfAnother(leg, times));
  const groupOfLeg = (leg: Leg) => (isLoose(leg) ? currentOf : groupOf(leg, customerId));
  // Most conversations have one callback, and nothing to group.
  if (relevant.every((leg) => groupOfLeg(leg) === currentOf)) {
    return [toCallback(currentKey, relevant, conversation)];
  }
  const groups = Map.groupBy(relevant, groupOfLeg);
  return [...groups]
    .toSorted(([a], [b]) => Number(b === currentOf) - Number(a === currentOf))
    .map(([group, members]) =>
      toCallback(group === currentOf ? currentKey : keyOf(group), members, conversation),
    );
}

/** Of the current callback: when it is due, when it began, and since when, if it did, it has replaced another. */
type Times = Readonly<Record<'due' | 'began' | 'since', EpochMs | undefined>>;

/**
 * Agents' legs that were of another callback: the agent connected before the current one began, and where that
 * replaced another, before its time; or had left before its time. One that tells the current one's time was so only if
 * both are true: Genesys may have given the new time to all legs of a callback that an agent moved.
 */
function isOfAnother(leg: Leg, { due, began, since }: Times): boolean {
  const { facts, order } = leg;
  const { connectedAt, scheduledFor } = facts;
  if (connectedAt === undefined || isCustomers(leg)) return false;
  if (began !== undefined && began <= connectedAt) return false;
  const wasGone = due !== undefined && isOver(facts) && (facts.endedAt ?? instantOf(order)) < due;
  const wasBefore = isBeforeReplacing(connectedAt, since, due);
  return scheduledFor === undefined ? wasGone || wasBefore : scheduledFor === due && wasGone && wasBefore;
}

/** Legs other than the customer's that tell no time belong to the current callback. */
const isLoose = (leg: Leg) => leg.facts.scheduledFor === undefined && !isCustomers(leg);

/** What the legs of one callback have in common: its scheduled instant, or the key of an immediate one. */
type Group = EpochMs | CallbackKey;

const groupOf = ({ facts }: Leg, customerId: string | undefined): Group =>
  facts.scheduledFor ??
  `now@${facts.purpose === 'customer' ? (facts.participantId ?? customerId ?? '') : (customerId ?? '')}`;

const keyOf = (group: Group): CallbackKey => (typeof group === 'number' ? toIso(group) : group);

/** The leg that was told of last, other than of its end: what a reschedule replaced does not come back. */
const mostCurrentFirst = (a: Leg, b: Leg): number =>
  byNews(a.introduced, b.introduced) ||
  Number(isOver(a.facts)) - Number(isOver(b.facts)) ||
  (b.facts.scheduledFor ?? 0) - (a.facts.scheduledFor ?? 0);

/**
 * Tells, without reading legs that nothing joins, that two states have the same current callback: that of the only
 * customer's leg, which tells the same time. False where it takes more to know.
 */
export function isSameCurrent(a: Conversation, b: Conversation): boolean {
  const [one, another] = [onlyCustomer(a), onlyCustomer(b)];
  return (
    one !== undefined &&
    another !== undefined &&
    one.scheduledFor === another.scheduledFor &&
    one.participantId === another.participantId
  );
}

function onlyCustomer({ customerLegs, otherLegs, joined }: Conversation): LegFacts | undefined {
  const isPlain =
    joined.length === 0 &&
    customerLegs?.value.length === 1 &&
    (otherLegs === undefined || otherLegs.value.every(({ purpose }) => purpose !== undefined));
  return isPlain ? customerLegs.value[0] : undefined;
}

function toCallback(key: CallbackKey, legs: readonly Leg[], conversation: Conversation): Callback {
  const customers = legs.filter(isCustomers);
  const customersFirst = [...customers, ...legs];
  const told = <K extends keyof LegFacts>(name: K) =>
    customersFirst.find(({ facts }) => facts[name] !== undefined)?.facts[name];
  const scheduledFor = told('scheduledFor');
  const timeout = told('timeout');
  const isCustomerKnown = customers.length > 0;
  const due = scheduledFor ?? (isCustomerKnown ? beginningOf(conversation, key) : undefined);
  const since = replacingSince(conversation, key);
  return {
    key,
    legs,
    due,
    endedAt: isCustomerKnown && customers.every(({ facts }) => isOver(facts)) ? endOf(customers) : undefined,
    agents: legs
      .filter(isAgents)
      .flatMap((leg) => toConnectedAgent(leg, timeout) ?? [])
      .map((agent) => (isMovers(agent, since, due) ? { ...agent, timeout: undefined } : agent))
      .toSorted((a, b) => b.connectedAt - a.connectedAt),
    queueId: told('queueId'),
    automatedCallbackConfigId: told('automatedCallbackConfigId'),
    number: told('number'),
    name: told('name'),
    contactId: told('contactId'),
    phoneColumn: told('phoneColumn'),
    isExternalCampaign: legs.some(({ facts }) => facts.externalCampaign === true),
    isPreview: legs.some(({ facts }) => facts.preview === true),
  };
}

const endOf = (legs: readonly Leg[]) =>
  latest(...legs.map(({ facts, order }) => facts.endedAt ?? instantOf(order)));

function toConnectedAgent(
  { facts, order }: Leg,
  timeout: DurationMs | undefined,
): ConnectedAgent | undefined {
  const { connectedAt, userId } = facts;
  if (connectedAt === undefined) return undefined;
  const endedAt = isOver(facts) ? (facts.endedAt ?? instantOf(order)) : undefined;
  return { connectedAt, endedAt, timeout: facts.timeout ?? timeout, userId };
}

/**
 * Whether an agent's time runs out before the callback's, which replaced the one that they took: they moved it, and may
 * stay for a moment. Nobody is to be called for that.
 */
const isMovers = (
  { connectedAt, timeout }: ConnectedAgent,
  since: EpochMs | undefined,
  due: EpochMs | undefined,
): boolean =>
  timeout !== undefined &&
  due !== undefined &&
  isBeforeReplacing(connectedAt, since, due) &&
  plus(connectedAt, timeout) < due;
