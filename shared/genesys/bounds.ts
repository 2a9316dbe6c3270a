import type { Told } from '#shared/domain/observation.ts';

/** Longer than any id, number or name of Genesys', short enough for many of them to be stored together. */
export const MAX_LENGTH = 256;

const isShort = (value: unknown) => typeof value !== 'string' || value.length <= MAX_LENGTH;

/**
 * Whether everything that would be stored is of a sane length.
 *
 * Without this a single absurd id could never be saved, and its sender would be asked to send it again for ever.
 */
export function isStorable(told: Told): boolean {
  const things = told.kind === 'leg' ? [told.leg] : [...told.legs, ...(told.calls ?? [])];
  return things.every((thing) => Object.values(thing).every(isShort));
}
