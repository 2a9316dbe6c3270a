/**
 * What is known of a conversation, folded from its notifications. For stamped ones the result depends neither on
 * their order nor on how often each arrives: every part is a register in which the newest news win (ADR 0003).
 */
import type { Conversation, JoinedLeg, Register } from '#shared/domain/conversation.ts';
import { isOver } from '#shared/domain/leg.ts';
import type { Call, LegFacts, Told } from '#shared/domain/observation.ts';
import { isNewer, type Order } from '#shared/domain/order.ts';

export type Known = Pick<Conversation, 'customerLegs' | 'otherLegs' | 'calls' | 'joined'>;

/** How much of each kind is kept; what goes beyond is dropped, least important first. */
export const CAPS = { customerLegs: 4, agents: 8, calls: 16, joined: 32 } as const;

/** Folds in one piece of news. Answers the same object when it changes nothing. */
export function fold(known: Known, told: Told, order: Order): Known {
  return told.kind === 'snapshot'
    ? foldSnapshot(known, told.legs, told.calls, order)
    : foldLeg(known, told.leg, order);
}

function foldSnapshot(
  known: Known,
  legs: readonly LegFacts[],
  calls: readonly Call[] | undefined,
  order: Order,
): Known {
  const customerLegs = keepCustomerLegs(legs);
  const next: Known = {
    joined: known.joined,
    // A snapshot without the customer's callback leg doesn't erase the one we know.
    customerLegs:
      customerLegs.length > 0 ? newest(known.customerLegs, customerLegs, order) : known.customerLegs,
    otherLegs: newest(known.otherLegs, keepOtherLegs(legs), order),
    calls: calls ? newest(known.calls, keepCalls(calls), order) : known.calls,
  };
  const isUnchanged =
    next.customerLegs === known.customerLegs &&
    next.otherLegs === known.otherLegs &&
    next.calls === known.calls;
  return isUnchanged ? known : next;
}

function newest<T>(register: Register<T> | undefined, value: T, order: Order): Register<T> {
  return register !== undefined && !isNewer(order, register.order) ? register : { order, value };
}

const openFirst = (a: LegFacts, b: LegFacts) => Number(isOver(a)) - Number(isOver(b));

function keepCustomerLegs(legs: readonly LegFacts[]): LegFacts[] {
  return legs
    .filter(({ purpose }) => purpose === 'customer')
    .toSorted((a, b) => openFirst(a, b) || (b.scheduledFor ?? 0) - (a.scheduledFor ?? 0))
    .slice(0, CAPS.customerLegs);
}

/** Legs that ended without ever having been connected, and ended ACD legs, say nothing that a decision needs. */
function keepOtherLegs(legs: readonly LegFacts[]): LegFacts[] {
  return legs
    .filter(({ purpose }) => purpose !== 'customer')
    .filter((leg) => !isOver(leg) || (leg.purpose === 'agent' && leg.connectedAt !== undefined))
    .toSorted((a, b) => openFirst(a, b) || (b.connectedAt ?? 0) - (a.connectedAt ?? 0))
    .slice(0, CAPS.agents);
}

function keepCalls(calls: readonly Call[]): Call[] {
  return calls
    .toSorted((a, b) => openFirst(a, b) || (b.connectedAt ?? 0) - (a.connectedAt ?? 0))
    .slice(0, CAPS.calls);
}

function foldLeg(known: Known, leg: LegFacts, order: Order): Known {
  const id = leg.communicationId ? `c:${leg.communicationId}` : `p:${leg.participantId ?? ''}`;
  const joined = known.joined.find((one) => one.id === id);
  const layers = foldLayer(joined?.layers ?? [], { order, value: leg });
  if (layers === undefined) return known;
  const others = known.joined.filter((one) => one.id !== id);
  return { ...known, joined: keepJoined([...others, { id, layers }]) };
}

const ENDINGS: ReadonlySet<string> = new Set(['state', 'sessionEnded']);

/** Adds a layer, and takes from every layer the fields that a newer one tells; `undefined` when nothing is new. */
function foldLayer(
  layers: readonly Register<LegFacts>[],
  layer: Register<LegFacts>,
): readonly Register<LegFacts>[] | undefined {
  if (layers.some(({ order }) => order.fingerprint === layer.order.fingerprint)) return undefined;
  const at = layers.findIndex(({ order }) => isNewer(layer.order, order));
  const stack = layers.toSpliced(at === -1 ? layers.length : at, 0, layer);
  const told = new Set<string>();
  const introduces = stack.find(({ value }) => !isOver(value));
  const kept = stack.flatMap(({ order, value }) => {
    // The state stays: whether news told of a leg's end or of the leg must not change when newer news tell more.
    const fields = Object.entries(value).filter(([name]) => ENDINGS.has(name) || !told.has(name));
    const isEmpty = fields.every(([name]) => told.has(name));
    for (const [name] of fields) told.add(name);
    const rest: LegFacts = Object.fromEntries(fields);
    return isEmpty && order !== introduces?.order ? [] : [{ order, value: rest }];
  });
  return kept.some(({ order }) => order === layer.order) ? kept : undefined;
}

function keepJoined(joined: readonly JoinedLeg[]): readonly JoinedLeg[] {
  const sorted = joined.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (sorted.length <= CAPS.joined) return sorted;
  const leastImportant = sorted.toSorted((a, b) => importance(a) - importance(b) || age(a) - age(b))[0];
  return sorted.filter((one) => one !== leastImportant);
}

/** Ended agents go first. */
const importance = ({ layers }: JoinedLeg) => {
  const facts = layers.map(({ value }) => value);
  if (facts.some(({ purpose }) => purpose === 'customer')) return 2;
  return facts.some(isOver) ? 0 : 1;
};
const age = ({ layers }: JoinedLeg) =>
  Math.max(...layers.map(({ order }) => order.stampedAt ?? order.arrivedAt));
