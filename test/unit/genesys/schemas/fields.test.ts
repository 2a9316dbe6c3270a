import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { LAST_INSTANT } from '#shared/genesys/instant.ts';
import {
  decimal,
  eitherInstant,
  epochInstant,
  flag,
  instant,
  text,
  textOrOne,
  textRecord,
  texts,
  timeoutSeconds,
  whole,
} from '#shared/genesys/schemas/fields.ts';
import { fits } from '#shared/genesys/schemas/fits.ts';
import { model } from '#shared/genesys/schemas/model.ts';

const takes = (schema: v.GenericSchema, input: unknown) => v.is(schema, input);
const Named = model({ name: text() });

describe('a field', () => {
  it.each([
    ['text', text(), 'x', 1],
    ['a flag', flag(), false, 'false'],
    ['a whole number', whole(), -3, 1.5],
    ['a number', decimal(), 1.5, '1.5'],
    ['an instant', instant(), '2026-09-01T15:00:00Z', '2026-02-30T15:00:00Z'],
    ['an instant in milliseconds', epochInstant(), 1_788_274_800_000, '1788274800000'],
    ['the first instant in milliseconds', epochInstant(), 0, -1],
    ['the last instant in milliseconds', epochInstant(), LAST_INSTANT, LAST_INSTANT + 1],
    ['texts', texts(), ['', null, 'x'], [1]],
    ['texts of which one is missing', texts(), ['x', undefined], [{}]],
    ['a text record', textRecord(), { a: 'x', b: null }, { a: 1 }],
    ['a text record', textRecord(), {}, ['x']],
    ['a text record', textRecord(), { prototype: 1, constructor: 1 }, { prototypes: 1 }],
    ['a text or a model, as text', textOrOne(Named), 'x', 1],
    ['a text or a model, as a model', textOrOne(Named), { name: 'x' }, { name: 1 }],
    ['an instant of either kind, as text', eitherInstant(), '2026-09-01T15:00:00Z', 'soon'],
    ['an instant of either kind, in milliseconds', eitherInstant(), 1_788_274_800_000, 0.5],
  ])('of %s takes the right type only', (_kind, schema, right, wrong) => {
    expect(takes(schema, right)).toBe(true);
    expect(takes(schema, undefined)).toBe(true);
    expect(takes(schema, wrong)).toBe(false);
    expect(fits(schema, right)).toBe(true);
    expect(fits(schema, wrong)).toBe(false);
  });

  it.each([0, 1, 30, 2 ** 31 - 1])('takes a timeout of %d s', (timeout) => {
    expect(takes(timeoutSeconds(), timeout)).toBe(true);
  });

  it.each([-1, 0.5, 2 ** 31, 1e300, '30', true])('refuses a timeout of %j', (timeout) => {
    expect(takes(timeoutSeconds(), timeout)).toBe(false);
  });

  it.each([-1, 0.5, 8_640_000_000_000_001])('refuses %d ms as an instant', (milliseconds) => {
    expect(takes(epochInstant(), milliseconds)).toBe(false);
  });

  it('refuses a whole number too large to be exact', () => {
    expect(takes(whole(), 2 ** 53)).toBe(false);
  });
});
