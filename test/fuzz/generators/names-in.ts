import type * as v from 'valibot';

/** What the kinds of schema hold, each under another name. */
interface Holding {
  readonly wrapped?: v.GenericSchema;
  readonly item?: v.GenericSchema;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly getter?: (input: unknown) => v.GenericSchema;
}

/** The names of all fields of a model, and of the models within it. */
export function namesIn(schema: v.GenericSchema, known = new Set<v.GenericSchema>()): ReadonlySet<string> {
  if (known.has(schema)) return new Set();
  known.add(schema);
  const { wrapped, item, entries = {}, getter } = schema as v.GenericSchema & Holding;
  const inner = [wrapped, item, getter?.({}), ...Object.values(entries)].filter((one) => one !== undefined);
  return new Set([...Object.keys(entries), ...inner.flatMap((one) => [...namesIn(one, known)])]);
}
