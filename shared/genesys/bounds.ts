import type { Call, LegFacts, Told } from '#shared/domain/observation.ts';

/** Longer than any id, number or name of Genesys', short enough for many of them to be stored together. */
export const MAX_LENGTH = 256;

/**
 * Genesys' ids are UUIDs. What becomes a key is bounded to what any id may look like; without `_`, which ends the
 * conversation's id in a placement key.
 */
const CONVERSATION_ID = /^[A-Za-z0-9][A-Za-z0-9.:-]{0,127}$/;

export const isConversationId = (text: string): boolean => CONVERSATION_ID.test(text);

/** What is stored as free text. All other text is an id, or a word of ours, and may come up in answers and logs. */
const FREE: ReadonlySet<string> = new Set(['number', 'name', 'placementKey', 'phoneColumn']);
const PLAIN = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[\w./:-]/.test(String.fromCharCode(code))),
);

/** Whether there are letters, digits and `_./:-` only; for ids, twice as fast as a regular expression. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (PLAIN[text.charCodeAt(at)] !== 1) return false;
  }
  return true;
}

const isSane = (name: string, value: unknown) =>
  typeof value !== 'string' || (value.length <= MAX_LENGTH && (FREE.has(name) || isPlain(value)));

function areSane(facts: LegFacts | Call): boolean {
  let name: keyof typeof facts;
  for (name in facts) if (!isSane(name, facts[name])) return false;
  return true;
}

/**
 * Whether everything that would be stored is sane: of a sane length, and no free text where an id belongs.
 *
 * Without this a single absurd id could never be saved, and its sender would be asked to send it again for ever.
 */
export function isStorable(told: Told): boolean {
  const things = told.kind === 'leg' ? [told.leg] : [...told.legs, ...(told.calls ?? [])];
  return things.every(areSane);
}
