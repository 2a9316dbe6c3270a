/** An observation is fit to be stored, whatever it was read from. */
import type { CustomerReached } from '#shared/domain/customer.ts';
import { type Call, LEG_STATES, type LegFacts, type Observation } from '#shared/domain/observation.ts';

const LAST_INSTANT = 8_640_000_000_000_000;
const MAX_TIMEOUT = (2 ** 31 - 1) * 1000;

type Test = (value: unknown) => boolean;

const isId: Test = (value) => typeof value === 'string' && /^[\w./:-]{1,256}$/.test(value);
const isFreeText: Test = (value) => typeof value === 'string' && value !== '' && value.length <= 256;
const isInstant: Test = (value) => Number.isSafeInteger(value) && Math.abs(Number(value)) <= LAST_INSTANT;
const isTimeout: Test = (value) =>
  Number.isSafeInteger(value) &&
  Number(value) >= 0 &&
  Number(value) <= MAX_TIMEOUT &&
  Number(value) % 1000 === 0;
const isFlag: Test = (value) => typeof value === 'boolean';
const isTrue: Test = (value) => value === true;
const STATES: ReadonlySet<unknown> = new Set(LEG_STATES);
const isState: Test = (value) => STATES.has(value);
const isOneOf =
  (...words: readonly unknown[]): Test =>
  (value) =>
    words.includes(value);

const LEG: Readonly<Record<keyof LegFacts, Test>> = {
  participantId: isId,
  communicationId: isId,
  peerId: isId,
  purpose: isOneOf('customer', 'acd', 'agent', 'other'),
  state: isState,
  initialState: isState,
  scheduledFor: isInstant,
  timeout: isTimeout,
  startedAt: isInstant,
  connectedAt: isInstant,
  endedAt: isInstant,
  sessionEnded: isTrue,
  answeredAt: isInstant,
  answeredBy: isId,
  queueId: isId,
  userId: isId,
  automatedCallbackConfigId: isId,
  externalCampaign: isFlag,
  preview: isFlag,
  number: isFreeText,
  name: isFreeText,
  placementKey: isFreeText,
  contactId: isId,
  phoneColumn: isFreeText,
};

const CALL: Readonly<Record<keyof Call, Test>> = {
  id: isId,
  state: isState,
  direction: isOneOf('inbound', 'outbound', 'unknown'),
  startedAt: isInstant,
  connectedAt: isInstant,
  endedAt: isInstant,
};

const CONVERSATION = /^[A-Za-z0-9][A-Za-z0-9.:-]{0,127}$/;
const FINGERPRINT = /^[\w-]{10}[AEIMQUYcgkosw048]$/;

/** The field that is not as its type promises. An absent one was not told; an `undefined` one is neither. */
function misfit(what: string, thing: object, tests: Readonly<Record<string, Test>>): string | undefined {
  for (const [name, value] of Object.entries(thing)) {
    if (!Object.hasOwn(tests, name)) return `${what} has a field that its type does not have`;
    if (tests[name]?.(value) !== true) return `${what} has a ${name} that its type does not allow`;
  }
  return undefined;
}

function flawOfTold({ told }: Observation): string | undefined {
  const legs = told.kind === 'snapshot' ? told.legs : [told.leg];
  for (const leg of legs) {
    const flaw = misfit('a leg', leg, LEG);
    if (flaw !== undefined) return flaw;
  }
  for (const call of told.kind === 'snapshot' ? (told.calls ?? []) : []) {
    const flaw = misfit('a call', call, CALL);
    if (flaw !== undefined) return flaw;
    if (call.state === undefined || call.id === undefined) return 'a call lacks its id or state';
  }
  return undefined;
}

/** What is wrong with an observation, if anything is. */
export function flawOfObservation(observation: Observation): string | undefined {
  const { conversationId, stampedAt, recordedAt, fingerprint } = observation;
  if (!CONVERSATION.test(conversationId)) return 'an observation is of a conversation with an impossible id';
  if (stampedAt !== undefined && !isInstant(stampedAt))
    return 'an observation has a stamp that is no instant';
  if (recordedAt !== undefined && !isInstant(recordedAt)) return 'an observation was recorded at no instant';
  if (!FINGERPRINT.test(fingerprint)) return 'a fingerprint is not the 11 characters of 8 bytes';
  return flawOfTold(observation);
}

/** What is wrong with what is told of a customer who was reached, if anything is. */
export function flawOfReached({ conversationId, at, numbers, externalContactId }: CustomerReached) {
  if (!CONVERSATION.test(conversationId))
    return 'a customer was reached in a conversation with an impossible id';
  if (!isInstant(at)) return 'a customer was reached at no instant';
  if (numbers.length > 4 || numbers.some((number) => !/^\d{6,18}$/.test(number)))
    return 'a customer was reached at what are no phone numbers';
  return externalContactId === '' ? 'a customer was reached who is a blank contact' : undefined;
}
