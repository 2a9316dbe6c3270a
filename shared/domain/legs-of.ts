/**
 * The legs of a conversation as one list: those of the newest snapshot, overlaid with what detail events and single
 * legs told, whichever is newer field by field.
 */
import type { Conversation, JoinedLeg, Register } from '#shared/domain/conversation.ts';
import { isOver } from '#shared/domain/leg.ts';
import type { LegFacts, Purpose } from '#shared/domain/observation.ts';
import { byNews, instantOf, isNewer, type Order } from '#shared/domain/order.ts';
import { epochMs, minutes, plus } from '#shared/domain/time.ts';
import { withAnswers } from '#shared/domain/with-answers.ts';

/** One leg, as all news of it together tell it. */
export interface Leg {
  readonly facts: LegFacts;
  /** The newest news that spoke of it. */
  readonly order: Order;
  /** The newest news that did not just tell its end; a leg that nothing else is known of has none. */
  readonly introduced: Order | undefined;
  /** Whose it is; a leg of unknown purpose that is connected counts as the customer's and as the agent's. */
  readonly purposes: readonly Purpose[];
}

/** A layer, and where it comes from: a snapshot, or the session or participant that was told of alone. */
interface Layer extends Register<LegFacts> {
  readonly source: string;
}
type Layers = readonly Layer[];

const SNAPSHOT = 'snapshot';

/** The customer's legs first, then those of the newest snapshot, then what only detail events and single legs told of. */
export function legsOf(conversation: Conversation): readonly Leg[] {
  const { customerLegs, otherLegs, joined } = conversation;
  // Most conversations: nothing to join, and every leg of one layer. The long way takes several times as long.
  if (joined.length === 0) return withAnswers([...toLegs(customerLegs), ...toLegs(otherLegs)]);

  const told: Layers[] = [customerLegs, otherLegs].flatMap((register) =>
    register ? register.value.map((value) => [{ order: register.order, value, source: SNAPSHOT }]) : [],
  );
  const stacks = joinLegs(told, joined.map(toLayers));
  return withAnswers(
    stacks.map(toLeg).filter((leg, at) => !isSuperseded(conversation, leg, stacks[at] ?? [])),
  );
}

/** Whether an agent is connected at this moment, with whichever callback of the conversation. */
export const hasAgent = (conversation: Conversation): boolean =>
  legsOf(conversation).some(
    ({ purposes, facts }) => purposes.includes('agent') && facts.connectedAt !== undefined && !isOver(facts),
  );

const toLegs = (register: Conversation['customerLegs']): readonly Leg[] =>
  register?.value.map((facts) => ({
    facts,
    order: register.order,
    introduced: isOver(facts) ? undefined : register.order,
    purposes: purposesOf(facts),
  })) ?? [];

const toLayers = ({ id, layers }: JoinedLeg): Layers => layers.map((layer) => ({ ...layer, source: id }));

/** Lays joined legs over the legs that they speak of: first where that is certain, then where nothing speaks against it. */
function joinLegs(told: readonly Layers[], joined: readonly Layers[]): readonly Layers[] {
  const stacks = [...told];
  const join = (one: Layers, isMatch: (leg: LegFacts, joined: LegFacts) => boolean) => {
    const facts = merge(one);
    const at = stacks.findIndex((stack) => isMatch(merge(stack), facts));
    const stack = stacks[at];
    if (stack !== undefined) stacks[at] = [...stack, ...one];
    return stack !== undefined;
  };
  const uncertain = joined.filter((one) => !join(one, isCertainlySame)).toSorted(newestFirst);
  const atOtherTimes = uncertain.filter((one) => !join(one, isSameAtSameTime));
  for (const one of atOtherTimes) {
    if (!join(one, isSameAtSameTime) && !join(one, isSame)) stacks.push(one);
  }
  return stacks;
}

/** By the newest news that is more than an end: what was told of last has the first claim to a leg. */
const newestFirst = (a: Layers, b: Layers): number =>
  byNews(newestOf(a.filter((layer) => !isEnd(layer))), newestOf(b.filter((layer) => !isEnd(layer))));

const isCertainlySame = (leg: LegFacts, joined: LegFacts) =>
  isSame(leg, joined) &&
  ((leg.communicationId !== undefined && leg.communicationId === joined.communicationId) ||
    (leg.participantId !== undefined &&
      leg.participantId === joined.participantId &&
      leg.scheduledFor === joined.scheduledFor));

const isSameAtSameTime = (leg: LegFacts, joined: LegFacts) =>
  leg.scheduledFor !== undefined && leg.scheduledFor === joined.scheduledFor && isSame(leg, joined);

/**
 * Communication ids decide where both are known, else participant ids. Two of the customer's legs of which one is
 * known by the one and the other by the other are the same: there is one customer.
 */
function isSame(leg: LegFacts, joined: LegFacts): boolean {
  if (leg.communicationId !== undefined && joined.communicationId !== undefined) {
    return leg.communicationId === joined.communicationId;
  }
  if (leg.participantId !== undefined && joined.participantId !== undefined) {
    return leg.participantId === joined.participantId;
  }
  return purposesOf(leg).includes('customer') && purposesOf(joined).includes('customer');
}

/** Snapshots are cumulative: what was told of alone, and a newer snapshot doesn't have, is no longer there. */
function isSuperseded({ customerLegs, otherLegs }: Conversation, leg: Leg, layers: Layers): boolean {
  const snapshot = leg.purposes.includes('customer') ? customerLegs : otherLegs;
  const isJoined = layers.every(({ source }) => source !== SNAPSHOT);
  return isJoined && snapshot !== undefined && isNewer(snapshot.order, leg.order);
}

const oldestFirst = (layers: Layers) =>
  layers.toSorted((a, b) => (isNewer(a.order, b.order) ? 1 : isNewer(b.order, a.order) ? -1 : 0));

const merge = (layers: Layers): LegFacts =>
  layers.length === 1 && layers[0]
    ? layers[0].value
    : Object.assign({}, ...oldestFirst(layers).map(({ value }) => value));

function toLeg(layers: Layers): Leg {
  const lasting = layers.filter((layer) => !isEnd(layer) || isItsEnd(layer, layers));
  const facts = merge(lasting);
  return {
    facts,
    order: newestOf(lasting) ?? newestOf(layers) ?? NEVER,
    introduced: newestOf(lasting.filter(({ value }) => !isOver(value))),
    purposes: purposesOf(facts),
  };
}

/** News of a leg alone that tells no more than its end. */
const isEnd = ({ value, source }: Layer) => source !== SNAPSHOT && isOver(value);

/** An end that lies this long after the last news of a leg's time is the end of what that news spoke of. */
const LONG_AFTER = minutes(1);

/**
 * A session's end ends only its own: a callback may be rescheduled and go on with the same participant. It does not
 * end a leg whose time another source told last, unless it tells the same time, or none and is the newer news, or
 * lies well after that news: an earlier session ends when the callback is moved, not long after.
 */
function isItsEnd(end: Layer, layers: Layers): boolean {
  const lasting = layers.filter((layer) => !isEnd(layer));
  const timed = newestTimed(lasting);
  const ownNews = newestOf(lasting.filter(({ source }) => source === end.source));
  if (timed === undefined || (ownNews && !isNewer(timed.order, ownNews))) return true;
  const ownTime = newestTimed(layers.filter(({ source }) => source === end.source))?.value.scheduledFor;
  const isSameSession =
    timed.value.communicationId !== undefined && end.source === `c:${timed.value.communicationId}`;
  if (isSameSession || ownTime === timed.value.scheduledFor) return true;
  const endedAt = end.value.endedAt ?? instantOf(end.order);
  return (
    endedAt > plus(instantOf(timed.order), LONG_AFTER) ||
    (ownTime === undefined && isNewer(end.order, timed.order))
  );
}

/** The newest layer that tells a time. */
const newestTimed = (layers: Layers) =>
  oldestFirst(layers.filter(({ value }) => value.scheduledFor !== undefined)).at(-1);

const newestOf = (layers: Layers) => oldestFirst(layers).at(-1)?.order;
const NEVER: Order = { arrivedAt: epochMs(0), fingerprint: '' };

/** The purpose of a leg; where it tells none, by the marks that only certain legs carry. */
function purposesOf({ purpose, peerId, initialState, state }: LegFacts): readonly Purpose[] {
  if (purpose !== undefined) return [purpose];
  if (peerId !== undefined || initialState === 'alerting') return ['agent'];
  if (initialState === 'scheduled') return ['customer'];
  return state === 'connected' ? ['customer', 'agent'] : ['customer'];
}
