import fc from 'fast-check';
import { type DurationMs, durationMs, type EpochMs, epochMs } from '#shared/domain/time.ts';

export const CONVERSATION_IDS = [
  '16607c8e-1e9c-4653-afcd-17cc234eb57a',
  'conversation',
  'with#hash',
  '=',
  '',
];
/** Few ids, so that they come again; and texts that the packed forms could be mistaken for. */
const TEXTS = [
  '0c3e1012-6a27-4c72-a2f1-2ed4219f24db',
  '0C3E1012-6A27-4C72-A2F1-2ED4219F24DB',
  'now@0c3e1012-6a27-4c72-a2f1-2ed4219f24db',
  '=0c3e1012-6a27-4c72-a2f1-2ed4219f24db',
  'DD4QEmonTHKi8S7UIZ8k2w',
  '=DD4QEmonTHKi8S7UIZ8k2w',
  'c:=DD4QEmonTHKi8S7UIZ8k2w',
  '',
  '=',
  '0',
  '__proto__',
  '\ud800',
  'Zoë 🙂',
];
export const text = fc.oneof(
  fc.constantFrom(...TEXTS, ...CONVERSATION_IDS),
  fc.uuid(),
  fc.string({ unit: 'binary' }),
);
export const instant = fc
  .oneof(fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }), fc.maxSafeInteger())
  .map(epochMs) as fc.Arbitrary<EpochMs>;
export const duration = fc.maxSafeInteger().map(durationMs) as fc.Arbitrary<DurationMs>;
export const count = fc.maxSafeNat();

/** A record whose optional keys come and go. */
export const record = <T, R extends keyof T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, required: R[]) =>
  fc.record(model, { requiredKeys: required as never }) as unknown as fc.Arbitrary<T>;
/** What a record of all keys, optional ones too, is made from. */
export type Model<T> = Required<T>;
