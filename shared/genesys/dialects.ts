/** One vocabulary for the dialects in which Genesys writes its enums. */
import { type Call, LEG_STATES, type LegState, type Purpose } from '#shared/domain/observation.ts';

/** Counts the values that no dialect explains: a sign that Genesys added some. */
export interface Tally {
  unknownValues: number;
}

const DISCONNECT_TYPES = [
  'endpoint',
  'endpoint.donotdisturb',
  'client',
  'system',
  'timeout',
  'transfer',
  'transfer.conference',
  'transfer.consult',
  'transfer.donotdisturb',
  'transfer.forward',
  'transfer.noanswer',
  'transfer.notavailable',
  'transport.failure',
  'error',
  'peer',
  'other',
  'spam',
  'uncallable',
  'inactivity',
  'session.expired',
  'takeover',
] as const;

/** Why a leg ended, in REST's words. */
export type DisconnectType = (typeof DISCONNECT_TYPES)[number] | 'unknown';

/** Detail events and metrics turn the words round, notifications shorten them. */
const DISCONNECT_SYNONYMS: readonly (readonly [string, DisconnectType])[] = [
  ['endpoint.dnd', 'endpoint.donotdisturb'],
  ['dnd.endpoint', 'endpoint.donotdisturb'],
  ['transfer.dnd', 'transfer.donotdisturb'],
  ['dnd.transfer', 'transfer.donotdisturb'],
  ['conference.transfer', 'transfer.conference'],
  ['consult.transfer', 'transfer.consult'],
  ['forward.transfer', 'transfer.forward'],
  ['no.answer.transfer', 'transfer.noanswer'],
  ['not.available.transfer', 'transfer.notavailable'],
  // A value of its own in detail events, so nothing to be counted.
  ['unknown', 'unknown'],
];

const PURPOSES: ReadonlyMap<string, Purpose> = new Map([
  ['customer', 'customer'],
  ['external', 'customer'],
  ['acd', 'acd'],
  ['agent', 'agent'],
  ['user', 'agent'],
]);

const byName = <T extends string>(names: readonly T[]): readonly (readonly [string, T])[] =>
  names.map((name) => [name, name]);

const STATES: ReadonlyMap<string, LegState> = new Map(byName(LEG_STATES));
const DIRECTIONS: ReadonlyMap<string, Call['direction']> = new Map(
  byName(['inbound', 'outbound', 'unknown'] as const),
);
const DISCONNECTS: ReadonlyMap<string, DisconnectType> = new Map([
  ...byName<DisconnectType>(DISCONNECT_TYPES),
  ...DISCONNECT_SYNONYMS,
]);
const ACD_OUTCOMES: ReadonlyMap<string, AcdOutcome> = new Map(
  byName(['abandon', 'answered', 'flow.out', 'unknown'] as const),
);

/** How a wait in a queue ended. */
export type AcdOutcome = 'abandon' | 'answered' | 'flow.out' | 'unknown';

/** `TRANSFER_NOANSWER` and `transferNoanswer` as `transfer.noanswer`. */
const toLowerDotted = (raw: string) =>
  raw
    .replace(/([a-z])([A-Z])/g, '$1.$2')
    .replaceAll('_', '.')
    .toLowerCase();

function translator<T extends string>(words: ReadonlyMap<string, T>, otherwise: T) {
  return (raw: string, tally: Tally): T => {
    const word = words.get(raw) ?? words.get(toLowerDotted(raw));
    if (word === undefined) tally.unknownValues += 1;
    return word ?? otherwise;
  };
}

export const toLegState = translator(STATES, 'unknown');
export const toDirection = translator(DIRECTIONS, 'unknown');
export const toDisconnectType = translator(DISCONNECTS, 'unknown');
export const toAcdOutcome = translator(ACD_OUTCOMES, 'unknown');

/** Whom a participant's purpose makes of it; Genesys has many more purposes, none of which matters to a callback. */
export const toPurpose = (raw: string): Purpose => PURPOSES.get(raw.toLowerCase()) ?? 'other';
