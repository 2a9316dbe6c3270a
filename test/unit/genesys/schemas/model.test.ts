import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { flag, many, one, text, textRecord, whole } from '#shared/genesys/schemas/fields.ts';
import { fits } from '#shared/genesys/schemas/fits.ts';
import { model } from '#shared/genesys/schemas/model.ts';

const Nested = model({ name: text(), count: whole() });
const Schema = model({ id: text(), held: flag(), nested: one(Nested), list: many(Nested) });

const PlainNested = v.object({ name: v.optional(v.string()), count: v.optional(v.number()) });
const Plain = v.object({
  id: v.optional(v.string()),
  held: v.optional(v.boolean()),
  nested: v.optional(PlainNested),
  list: v.optional(v.array(PlainNested)),
});

const values = fc.oneof(fc.string({ minLength: 1 }), fc.boolean(), fc.nat(), fc.constant({}));
const nested = fc.record({ name: values, count: values, other: values }, { requiredKeys: [] });
const objects = fc.record(
  {
    id: values,
    held: values,
    nested: fc.oneof(nested, values),
    list: fc.oneof(fc.array(fc.oneof(nested, values)), values),
    other: values,
  },
  { requiredKeys: [] },
);

const verdict = (schema: v.GenericSchema, input: unknown) => {
  const { success, output, issues = [] } = v.safeParse(schema, input);
  return { success, output: success ? output : undefined, paths: issues.map((issue) => v.getDotPath(issue)) };
};

describe('a model', () => {
  it("judges as valibot's own object does where no field is blank and none an array by mistake", () => {
    fc.assert(
      fc.property(objects, (input) => {
        const ours = verdict(Schema, input);
        const theirs = verdict(Plain, input);
        expect({ ...ours, paths: ours.paths.toSorted() }).toEqual({
          ...theirs,
          paths: theirs.paths.toSorted(),
        });
      }),
    );
  });

  it('fits exactly what it accepts, blank fields among it', () => {
    const inputs = fc.oneof(
      objects,
      fc.record({ id: fc.constant(null), held: fc.constant(''), nested }, { requiredKeys: [] }),
      fc.anything(),
    );
    fc.assert(
      fc.property(inputs, (input) => {
        expect(fits(Schema, input)).toBe(v.is(Schema, input));
      }),
    );
  });

  it("tells of what is wrong as valibot's own object does", () => {
    const field = () => v.optional(v.string('a string'));
    const issuesOf = (schema: v.GenericSchema, input: unknown) => v.safeParse(schema, input).issues;
    const input = { id: 5, other: 7 };
    expect(issuesOf(model({ id: field() }), input)).toEqual(issuesOf(v.object({ id: field() }), input));
    const typed = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value).typed;
    expect([typed(Schema, {}), typed(Schema, { id: 5 })]).toEqual([true, false]);
  });

  it('takes null and the empty string for absent, whatever the type', () => {
    expect(v.parse(Schema, { id: '', held: null, nested: '', list: null })).toEqual({});
    expect(v.parse(Schema, { nested: { name: null, count: '' } })).toEqual({ nested: {} });
  });

  it.each([
    ['in place of the model', []],
    ['in place of a nested model', { nested: [] }],
    ['in a list of models', { list: [[]] }],
  ])('refuses an array %s', (_where, input) => {
    expect(v.safeParse(Schema, input).success).toBe(false);
  });

  it('refuses null in a list of models', () => {
    expect(v.safeParse(Schema, { list: [null] }).success).toBe(false);
  });

  it('stops at the first issue where it is told to', () => {
    const input = { id: 1, held: 1, nested: { name: 1, count: 'x' } };
    expect(v.safeParse(Schema, input, { abortEarly: true }).issues).toHaveLength(1);
    expect(v.safeParse(Schema, input).issues).toHaveLength(4);
  });

  it('is not led astray by the names that every object inherits', () => {
    const input: unknown = JSON.parse('{"__proto__":{"id":1},"constructor":1,"toString":2,"id":"x"}');
    expect(v.parse(Schema, input)).toEqual({ id: 'x' });
    expect(v.parse(model({ attributes: textRecord() }), { attributes: { a: 'b' } })).toEqual({
      attributes: { a: 'b' },
    });
  });
});
