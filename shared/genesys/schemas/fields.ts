/** The kinds of field that Genesys' models are made of. None of them has to be there. */
import * as v from 'valibot';
import { LAST_INSTANT, parseInstant } from '#shared/genesys/instant.ts';
import { EXPECTED } from '#shared/genesys/schemas/expectations.ts';

const MAX_INT32 = 2_147_483_647;

const isWhole = (input: unknown) => Number.isSafeInteger(input);
const isInstant = (input: unknown) => typeof input === 'string' && parseInstant(input) !== undefined;
const isEpochMs = (input: unknown) =>
  typeof input === 'number' && Number.isInteger(input) && input >= 0 && input <= LAST_INSTANT;
const isTimeout = (input: unknown) =>
  typeof input === 'number' && Number.isInteger(input) && input >= 0 && input <= MAX_INT32;

const Text = v.string(EXPECTED.text);
// Where Genesys sends `[""]` for no number at all, `[null]` may come as well.
const Item = v.nullish(Text);

export const text = () => v.optional(Text);
export const flag = () => v.optional(v.boolean(EXPECTED.flag));
/** int32 and int64 alike. */
export const whole = () => v.optional(v.custom<number>(isWhole, EXPECTED.whole));
export const decimal = () => v.optional(v.number(EXPECTED.decimal));
export const instant = () => v.optional(v.custom<string>(isInstant, EXPECTED.instant));
export const epochInstant = () => v.optional(v.custom<number>(isEpochMs, EXPECTED.epoch));
/** An instant that REST tells in ISO 8601 and notifications in milliseconds. */
export const eitherInstant = () =>
  v.optional(v.custom<string | number>((input) => isInstant(input) || isEpochMs(input), EXPECTED.instant));
export const timeoutSeconds = () => v.optional(v.custom<number>(isTimeout, EXPECTED.timeout));
export const texts = () => v.optional(v.array(Item, EXPECTED.list));

/** A nested model. */
export const one = <T extends v.GenericSchema>(schema: T) => v.optional(schema);

/** A list of nested models. */
export const many = <T extends v.GenericSchema>(schema: T) => v.optional(v.array(schema, EXPECTED.list));

/** A string in one dialect, a nested model in another. */
export const textOrOne = <T extends v.GenericSchema>(schema: T) =>
  v.optional(v.lazy<typeof Text | T>((input) => (typeof input === 'string' ? Text : schema)));

const TextRecord = v.record(v.string(), Item, EXPECTED.object);
// valibot's records accept arrays.
const NotAnArray = v.custom<never>(() => false, EXPECTED.object);

/** Ad-hoc names with string values. */
export const textRecord = () =>
  v.optional(
    v.lazy<typeof TextRecord | typeof NotAnArray>((input) =>
      Array.isArray(input) ? NotAnArray : TextRecord,
    ),
  );
