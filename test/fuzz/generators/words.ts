/** Words, ids, instants and numbers as Genesys sends them, and as strange as it may. */
import { LEG_STATES } from '#shared/domain/observation.ts';
import { CANARY } from '#test/fuzz/input.ts';
import type { Random } from '#test/simulation/random.ts';

export type Dialect = 'lower' | 'upper';

/** Few, so that bodies of one array speak of the same conversation, participants and sessions. */
const KNOWN_IDS = [
  '6b2d7c1e-8f7a-4f53-9d55-0a1b2c3d4e5f',
  '1c9e7a44-23ab-4d0e-8a3f-5566778899aa',
  'f00dfeed-0000-4000-8000-000000000001',
] as const;
const ODD_IDS = [
  'a',
  '0',
  'x:y',
  'A.b_c-d',
  '__proto__',
  'constructor',
  'now_1',
  '-',
  'x'.repeat(128),
] as const;
const LONGEST_ID = 'i'.repeat(256);

const uuid = (random: Random) =>
  `0f0e0d0c-0b0a-4908-8706-${random
    .whole(0, 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0')}`;

/** An id of anything but a conversation. */
export function anId(random: Random): string {
  const dice = random.next();
  if (dice < 0.6) return random.pick(KNOWN_IDS);
  if (dice < 0.8) return uuid(random);
  return dice < 0.98 ? random.pick(ODD_IDS) : LONGEST_ID;
}

const ODD_CONVERSATIONS = ['c', '0', 'A.b:c-d', 'C'.repeat(128)] as const;

/** An id that a conversation may have. */
export const aConversationId = (random: Random): string =>
  random.chance(0.9) ? random.pick(KNOWN_IDS) : random.pick(ODD_CONVERSATIONS);

const PURPOSES = ['customer', 'external', 'acd', 'agent', 'user', 'ivr', 'voicemail', 'workflow', 'outbound'];
const DISCONNECTS = [
  'endpoint',
  'client',
  'system',
  'timeout',
  'transfer',
  'transfer.consult',
  'peer',
  'error',
];
const WORDS: Readonly<Record<string, readonly string[]>> = {
  state: LEG_STATES,
  initialState: LEG_STATES,
  purpose: PURPOSES,
  disconnectType: DISCONNECTS,
  direction: ['inbound', 'outbound', 'unknown'],
  acdOutcome: ['abandon', 'answered', 'flow.out', 'unknown'],
};

/** An enum's word in a dialect, or one that no dialect has; undefined for fields that are no enums. */
export function aWord(name: string, random: Random, dialect: Dialect): string | undefined {
  const words = WORDS[name];
  if (words === undefined) return undefined;
  const word = random.chance(0.03) ? 'novel.word' : (words[random.whole(0, words.length - 1)] ?? '');
  return dialect === 'upper' ? word.replaceAll('.', '_').toUpperCase() : word;
}

const NUMBERS = [
  '+13175550142',
  'tel:+13175550142',
  ' ',
  '555-0142',
  '3175550142;ext=7',
  'sip:a@b',
  '+',
] as const;
const TEXTS = [
  CANARY,
  'Robin Sample',
  'Zoë 🙂',
  '\u0000',
  '\u202e\u2028',
  '\ud800',
  '🙂'.repeat(128),
  'null',
  'NaN',
  '6b2d7c1e-8f7a-4f53-9d55-0a1b2c3d4e5f_1788264000000',
  'x_now_1',
  '{"id":"x"}',
  '__proto__',
] as const;

export const aNumber = (random: Random): string => (random.chance(0.1) ? CANARY : random.pick(NUMBERS));
export const aText = (random: Random): string => random.pick(TEXTS);

/** The instants that matter lie around this one. */
export const TOLD_AT = Date.parse('2026-09-01T11:00:00.000Z');
const END_OF_9999 = 253_402_300_799_999;

const EXTREMES = [
  '0000-01-01T23:59:00+23:59',
  '0000-02-29T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00Z',
  '2000-02-29T12:00:00.123456789-05:30',
  '2024-02-29T23:59:59+0000',
  '9999-12-31T00:00:59.999-23:59',
] as const;

/** An instant in ISO 8601 as every model has it, with the calendar's and the clock's extremes. */
export function anInstant(random: Random): string {
  if (random.chance(0.08)) return random.pick(EXTREMES);
  const at = TOLD_AT + random.whole(-120, 120) * 60_000 + random.pick([0, 0, 1, 999]);
  const iso = new Date(at).toISOString();
  const form = random.next();
  if (form < 0.8) return iso;
  return form < 0.9
    ? iso.replace(/\.\d+Z/, 'Z')
    : iso.replace('Z', random.pick(['+02:00', '-0530', '+0000']));
}

/** An instant in milliseconds. */
export const anEpoch = (random: Random): number =>
  random.chance(0.12) ? random.pick([0, 1, END_OF_9999]) : TOLD_AT + random.whole(-7_200_000, 7_200_000);

export const aTimeout = (random: Random): number => random.pick([0, 1, 30, 30, 600, 86_400, 2_147_483_647]);

export const aWhole = (random: Random): number =>
  random.pick([0, 1, -1, 200, -0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]);

export const aDecimal = (random: Random): number => random.pick([0, 0.5, -1.25, 1e308, 5e-324, 3]);
