/** The kinds of field that Genesys' models are made of. None of them has to be there. */
import * as v from 'valibot';
import { LAST_INSTANT, parseInstant } from '#shared/genesys/instant.ts';
import { isJsonObject } from '#shared/genesys/json.ts';
import { EXPECTED } from '#shared/genesys/schemas/expectations.ts';
import { type Test, testOf, withTest } from '#shared/genesys/schemas/fits.ts';

const MAX_INT32 = 2_147_483_647;

const isText = (input: unknown) => typeof input === 'string';
const isFlag = (input: unknown) => typeof input === 'boolean';
const isDecimal = (input: unknown) => typeof input === 'number' && !Number.isNaN(input);
const isWhole = (input: unknown) => Number.isSafeInteger(input);
const isInstant = (input: unknown) => typeof input === 'string' && parseInstant(input) !== undefined;
const isEpochMs = (input: unknown) =>
  typeof input === 'number' && Number.isInteger(input) && input >= 0 && input <= LAST_INSTANT;
const isEitherInstant = (input: unknown) => isInstant(input) || isEpochMs(input);
const isTimeout = (input: unknown) =>
  typeof input === 'number' && Number.isInteger(input) && input >= 0 && input <= MAX_INT32;
// Where Genesys sends `[""]` for no number at all, `[null]` may come as well.
const isItem = (input: unknown) => typeof input === 'string' || input === null || input === undefined;
const isTexts = (input: unknown) => Array.isArray(input) && input.every(isItem);

// valibot's records pass over these.
const PASSED_OVER: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

function isTextRecord(input: unknown): boolean {
  if (!isJsonObject(input)) return false;
  for (const name in input) {
    if (!isItem(input[name]) && !PASSED_OVER.has(name)) return false;
  }
  return true;
}

const Text = v.string(EXPECTED.text);
const Item = v.nullish(Text);

const custom = <T>(fits: Test, expected: string) => withTest(v.optional(v.custom<T>(fits, expected)), fits);

export const text = () => custom<string>(isText, EXPECTED.text);
export const flag = () => custom<boolean>(isFlag, EXPECTED.flag);
/** int32 and int64 alike. */
export const whole = () => custom<number>(isWhole, EXPECTED.whole);
export const decimal = () => custom<number>(isDecimal, EXPECTED.decimal);
export const instant = () => custom<string>(isInstant, EXPECTED.instant);
export const epochInstant = () => custom<number>(isEpochMs, EXPECTED.epoch);
/** An instant that REST tells in ISO 8601 and notifications in milliseconds. */
export const eitherInstant = () => custom<string | number>(isEitherInstant, EXPECTED.instant);
export const timeoutSeconds = () => custom<number>(isTimeout, EXPECTED.timeout);
export const texts = () => withTest(v.optional(v.array(Item, EXPECTED.list)), isTexts);

/** A nested model. */
export const one = <T extends v.GenericSchema>(schema: T) => withTest(v.optional(schema), testOf(schema));

/** A list of nested models. */
export const many = <T extends v.GenericSchema>(schema: T) => {
  const fits = testOf(schema);
  return withTest(
    v.optional(v.array(schema, EXPECTED.list)),
    (input) => Array.isArray(input) && input.every(fits),
  );
};

/** A string in one dialect, a nested model in another. */
export const textOrOne = <T extends v.GenericSchema>(schema: T) => {
  const fits = testOf(schema);
  return withTest(
    v.optional(v.lazy<typeof Text | T>((input) => (typeof input === 'string' ? Text : schema))),
    (input) => typeof input === 'string' || fits(input),
  );
};

const TextRecord = v.record(v.string(), Item, EXPECTED.object);
// valibot's records accept arrays.
const NotAnArray = v.custom<never>(() => false, EXPECTED.object);

/** Ad-hoc names with string values. */
export const textRecord = () =>
  withTest(
    v.optional(
      v.lazy<typeof TextRecord | typeof NotAnArray>((input) =>
        Array.isArray(input) ? NotAnArray : TextRecord,
      ),
    ),
    isTextRecord,
  );
