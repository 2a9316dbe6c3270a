import { isTooDeep } from '#shared/genesys/depth.ts';
import type { Tally } from '#shared/genesys/dialects.ts';
import { parseElement } from '#shared/genesys/parse-element.ts';
import { type ParsedElement, refused } from '#shared/genesys/parsed-element.ts';

export type { ParsedElement, Refusal } from '#shared/genesys/parsed-element.ts';

/** What came in: one notification, or an array of them. `unknownValues` counts enum values that no model names. */
export type ParsedNotification =
  | { readonly kind: 'one'; readonly element: ParsedElement; readonly unknownValues: number }
  | { readonly kind: 'many'; readonly elements: readonly ParsedElement[]; readonly unknownValues: number };

/** Above it a refusal names one issue only. Real notifications stay far below. */
const MAX_THOROUGH_LENGTH = 65_536;

/** More cannot be recorded, or their answers be given back, in the time that a sender waits. */
const MOST_ELEMENTS = 100;
const FEWER = `an array of at most ${MOST_ELEMENTS} notifications`;

/** What to read besides the callbacks. */
export interface ParseOptions {
  /** Which customers are or were in a talk with an agent, in conversations of other media, too. */
  readonly findReached: boolean;
}

const one = (element: ParsedElement, { unknownValues }: Tally): ParsedNotification => ({
  kind: 'one',
  element,
  unknownValues,
});

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The error is dropped on purpose: its message quotes the text.
    return undefined;
  }
}

/**
 * Reads any text as notifications. Total: never throws.
 *
 * `conversationId` is what the sender named beside the body; it counts for bodies that do not name their conversation.
 */
export function parseNotification(
  text: string,
  conversationId?: string,
  { findReached }: ParseOptions = { findReached: false },
): ParsedNotification {
  const tally: Tally = { unknownValues: 0 };
  const json = parseJson(text);
  if (json === undefined) return one(refused('not-json'), tally);
  if (isTooDeep(json.value)) return one(refused('too-deep'), tally);

  const around = {
    conversationId: conversationId || undefined,
    thorough: text.length <= MAX_THOROUGH_LENGTH,
    findReached,
    tally,
  };
  const { value } = json;
  if (!Array.isArray(value)) return one(parseElement(value, around), tally);
  if (value.length > MOST_ELEMENTS) return one(refused('invalid', [{ path: '', expected: FEWER }]), tally);
  const elements = value.map((element) => parseElement(element, around));
  return { kind: 'many', elements, unknownValues: tally.unknownValues };
}
