import { readFileSync } from 'node:fs';
import type { LegFacts, Observation } from '#shared/domain/observation.ts';
import { type ParsedElement, parseNotification, type Refusal } from '#shared/genesys/parse-notification.ts';

const FOLDER = new URL('../../fixtures/payloads/', import.meta.url);

/** A fixture as it arrives. */
export const payloadText = (name: string): string => readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');

/** A fixture, or what lies at a path in it. */
export const payload = (name: string, path = ''): unknown =>
  path
    .split('.')
    .filter((step) => step !== '')
    .reduce<unknown>((value, step) => Reflect.get(Object(value), step), JSON.parse(payloadText(name)));

/** A fixture, or what lies at a path in it, with other values at some dotted paths; `undefined` takes a field away. */
export function changed(base: unknown, changes: Readonly<Record<string, unknown>>): unknown {
  const copy = structuredClone(base);
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    Reflect.set(
      Object(steps.reduce<unknown>((at, step) => Reflect.get(Object(at), step), copy)),
      last,
      value,
    );
  }
  return copy;
}

/** Reads one notification, given as text or as the value it holds. */
export function parseOne(value: unknown, conversationId?: string): ParsedElement {
  const parsed = parseNotification(typeof value === 'string' ? value : JSON.stringify(value), conversationId);
  if (parsed.kind !== 'one') throw new Error('an array was read where one notification was expected');
  return parsed.element;
}

export function observe(value: unknown, conversationId?: string): Observation {
  const element = parseOne(value, conversationId);
  if (element.kind !== 'observed') throw new Error(`not observed: ${JSON.stringify(element)}`);
  return element.observation;
}

export function refuse(value: unknown): Refusal {
  const element = parseOne(value);
  if (element.kind !== 'refused') throw new Error(`not refused: ${element.kind}`);
  return element.refusal;
}

/** The legs of a snapshot. */
export function legsOf({ told }: Observation): readonly LegFacts[] {
  if (told.kind !== 'snapshot') throw new Error('not a snapshot');
  return told.legs;
}

/** The leg that a detail event or a single leg tells of. */
export function legOf({ told }: Observation): LegFacts {
  if (told.kind !== 'leg') throw new Error('not a single leg');
  return told.leg;
}

export const at = (iso: string): number => Date.parse(iso);
