import { parseElement, type Surroundings } from '#shared/genesys/parse-element.ts';
import {
  type ParsedNotification,
  type ParseOptions,
  parseNotification,
} from '#shared/genesys/parse-notification.ts';
import type { ParsedElement } from '#shared/genesys/parsed-element.ts';

/** What is on trial: the parser, or one with a fault planted in it. */
export interface Subject {
  readonly parse: (text: string, conversationId?: string, options?: ParseOptions) => ParsedNotification;
  readonly parseValue: (value: unknown, around: Surroundings) => ParsedElement;
}

/** The project's own parser. */
export const PARSER: Subject = { parse: parseNotification, parseValue: parseElement };

/** The notifications of a body, in its order. */
export const elementsOf = (parsed: ParsedNotification): readonly ParsedElement[] =>
  parsed.kind === 'one' ? [parsed.element] : parsed.elements;
