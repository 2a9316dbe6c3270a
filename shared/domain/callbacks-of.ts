/** The callbacks of a conversation as its legs tell them, grouped by callback key, and which of them is current. */
import type { CallbackKey, Conversation } from '#shared/domain/conversation.ts';
import { isOver } from '#shared/domain/leg.ts';
import { type Leg, legsOf } from '#shared/domain/legs-of.ts';
import { instantOf, isNewer } from '#shared/domain/order.ts';
import { recordOf } from '#shared/domain/records.ts';
import { type DurationMs, type EpochMs, latest, toIso } from '#shared/domain/time.ts';

/** An agent's leg that is or was connected. */
export interface ConnectedAgent {
  readonly connectedAt: EpochMs;
  readonly endedAt: EpochMs | undefined;
  readonly timeout: DurationMs | undefined;
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
  readonly isExternalCampaign: boolean;
  readonly isPreview: boolean;
}

const isCustomers = ({ purposes }: Leg) => purposes.includes('customer');
const isAgents = ({ purposes }: Leg) => purposes.includes('agent');

/** Every callback that the legs tell of, the current one first. */
export function callbacksOf(conversation: Conversation): readonly Callback[] {
  const legs = legsOf(conversation);
  const leading = legs.some(isCustomers) ? legs.filter(isCustomers) : legs;
  const current = leading.toSorted(mostCurrentFirst)[0];
  if (current === undefined) return [];
  const customerId = legs.find((leg) => isCustomers(leg) && leg.facts.participantId)?.facts.participantId;
  const currentKey = keyOf(current, customerId);
  const groups = Map.groupBy(legs, (leg) => (isLoose(leg) ? currentKey : keyOf(leg, customerId)));
  return [...groups]
    .map(([key, group]) => toCallback(key, group, conversation))
    .toSorted((a, b) => Number(b.key === currentKey) - Number(a.key === currentKey));
}

/** Legs other than the customer's that tell no time belong to the current callback. */
const isLoose = (leg: Leg) => leg.facts.scheduledFor === undefined && !isCustomers(leg);

const keyOf = ({ facts }: Leg, customerId: string | undefined): CallbackKey =>
  facts.scheduledFor === undefined
    ? `now@${facts.purpose === 'customer' ? (facts.participantId ?? customerId ?? '') : (customerId ?? '')}`
    : toIso(facts.scheduledFor);

function mostCurrentFirst(a: Leg, b: Leg): number {
  const openFirst = Number(isOver(a.facts)) - Number(isOver(b.facts));
  if (openFirst !== 0) return openFirst;
  if (a.order.fingerprint !== b.order.fingerprint) return isNewer(a.order, b.order) ? -1 : 1;
  return (b.facts.scheduledFor ?? 0) - (a.facts.scheduledFor ?? 0);
}

function toCallback(key: CallbackKey, legs: readonly Leg[], conversation: Conversation): Callback {
  const customers = legs.filter(isCustomers);
  const told = <T>(read: (leg: Leg) => T | undefined) =>
    [...customers, ...legs].map(read).find((value) => value !== undefined);
  const scheduledFor = told(({ facts }) => facts.scheduledFor);
  const isCustomerKnown = customers.length > 0;
  const since = isCustomerKnown ? recordOf(conversation, key)?.since : undefined;
  return {
    key,
    legs,
    due: scheduledFor ?? since,
    endedAt: isCustomerKnown && customers.every(({ facts }) => isOver(facts)) ? endOf(customers) : undefined,
    agents: legs
      .filter(isAgents)
      .flatMap((leg) =>
        toConnectedAgent(
          leg,
          told(({ facts }) => facts.timeout),
        ),
      )
      .toSorted((a, b) => b.connectedAt - a.connectedAt),
    queueId: told(({ facts }) => facts.queueId),
    automatedCallbackConfigId: told(({ facts }) => facts.automatedCallbackConfigId),
    number: told(({ facts }) => facts.number),
    name: told(({ facts }) => facts.name),
    isExternalCampaign: legs.some(({ facts }) => facts.externalCampaign === true),
    isPreview: legs.some(({ facts }) => facts.preview === true),
  };
}

const endOf = (legs: readonly Leg[]) =>
  latest(...legs.map(({ facts, order }) => facts.endedAt ?? instantOf(order)));

function toConnectedAgent({ facts, order }: Leg, timeout: DurationMs | undefined): ConnectedAgent[] {
  if (facts.connectedAt === undefined) return [];
  const endedAt = isOver(facts) ? (facts.endedAt ?? instantOf(order)) : undefined;
  return [{ connectedAt: facts.connectedAt, endedAt, timeout: facts.timeout ?? timeout }];
}
