import type { Call, LegFacts, Observation, Told } from '#shared/domain/observation.ts';
import { type EpochMs, seconds } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';

export const CONVERSATION = '16607c8e-1e9c-4653-afcd-17cc234eb57a';
export const CUSTOMER = '0c3e1012-6a27-4c72-a2f1-2ed4219f24db';
export const QUEUE = '00b109cf-1123-4591-a53c-c534b17e5268';
export const CONFIG = '9d2f0a4e-5b1c-4a7e-8f63-1c0d9b7a6e55';

let fingerprints = 0;
const nextFingerprint = () => `f${String(++fingerprints).padStart(10, '0')}`;

/** A customer's leg that waits for noon, in a queue, with a config id. */
export const aCustomerLeg = (facts: LegFacts = {}): LegFacts => ({
  participantId: CUSTOMER,
  communicationId: 'customer-communication',
  purpose: 'customer',
  state: 'scheduled',
  initialState: 'scheduled',
  scheduledFor: NOON,
  queueId: QUEUE,
  automatedCallbackConfigId: CONFIG,
  number: '+13175550123',
  name: 'Alex Example',
  ...facts,
});

/** The same without a time: "placed immediately". */
export function anImmediateCustomerLeg(facts: LegFacts = {}): LegFacts {
  const { scheduledFor: _, ...leg } = aCustomerLeg(facts);
  return leg;
}

export const anAgentLeg = (facts: LegFacts = {}): LegFacts => ({
  participantId: 'agent-participant',
  communicationId: 'agent-communication',
  peerId: 'customer-communication',
  purpose: 'agent',
  userId: 'agent',
  state: 'alerting',
  initialState: 'alerting',
  scheduledFor: NOON,
  queueId: QUEUE,
  timeout: seconds(30),
  ...facts,
});

/** An agent's leg that connected at an instant. */
export const aConnectedAgentLeg = (connectedAt: EpochMs, facts: LegFacts = {}): LegFacts =>
  anAgentLeg({ state: 'connected', connectedAt, ...facts });

export const aCall = (call: Partial<Call> = {}): Call => ({
  id: 'call',
  state: 'connected',
  direction: 'outbound',
  ...call,
});

/** An observation, stamped unless told otherwise. */
export const anObservation = (
  told: Told,
  stampedAt?: EpochMs,
  more: Partial<Observation> = {},
): Observation => ({
  conversationId: CONVERSATION,
  stampedAt,
  recordedAt: undefined,
  fingerprint: nextFingerprint(),
  told,
  ...more,
});

export const aSnapshot = (
  legs: readonly LegFacts[],
  stampedAt?: EpochMs,
  calls?: readonly Call[],
): Observation => anObservation({ kind: 'snapshot', legs, calls }, stampedAt);

export const aLegObservation = (leg: LegFacts, stampedAt?: EpochMs): Observation =>
  anObservation({ kind: 'leg', leg }, stampedAt);
