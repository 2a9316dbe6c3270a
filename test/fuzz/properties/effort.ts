/** Work that grows with the body and no faster: counted, because a clock tells as much of the machine. */
import { isTooDeep } from '#shared/genesys/depth.ts';
import type { Violation } from '#test/fuzz/input.ts';
import type { Subject } from '#test/fuzz/subject.ts';

/** How often one place of a body may be looked at. The depth, the shape, the schema and the facts take a look each. */
const MOST_READS_PER_PLACE = 40;

/** How often an element is asked for fields that it need not have, to tell what it is. */
const MOST_READS_PER_ELEMENT = 200;

interface Count {
  places: number;
  reads: number;
  writes: number;
}

/** The same value, that notes how often anybody looks into it. */
function watched(value: unknown, count: Count): unknown {
  count.places++;
  if (typeof value !== 'object' || value === null) return value;
  const watchedFields: object = Array.isArray(value) ? [] : {};
  for (const [name, inner] of Object.entries(value))
    Object.defineProperty(watchedFields, name, {
      value: watched(inner, count),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return new Proxy(watchedFields, new Proxy(Reflect, { get: (traps, name) => noting(traps, name, count) }));
}

const READS: ReadonlySet<unknown> = new Set(['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor']);

/** Whatever is done to a value is done as usual, and counted. */
function noting(traps: typeof Reflect, name: string | symbol, count: Count): unknown {
  const trap: unknown = Reflect.get(traps, name);
  if (typeof trap !== 'function') return undefined;
  return (...told: unknown[]) => {
    if (READS.has(name)) count.reads++;
    else if (name !== 'getPrototypeOf') count.writes++;
    return trap(...told);
  };
}

/** Parses the value of a body while counting how often it is looked at, and whether it is written to. */
export function judgeEffort(text: string, subject: Subject, pathId?: string): readonly Violation[] {
  const json = parseJson(text);
  if (json === undefined || isTooDeep(json.value)) return [];
  const count: Count = { places: 0, reads: 0, writes: 0 };
  const elements: readonly unknown[] = Array.isArray(json.value) ? json.value : [json.value];
  const around = {
    conversationId: pathId || undefined,
    thorough: text.length <= 65_536,
    findReached: true,
    tally: { unknownValues: 0 },
  };
  for (const element of elements) subject.parseValue(watched(element, count), around);
  const violations: Violation[] = [];
  if (count.writes > 0)
    violations.push({ what: 'the parser changes what it reads', detail: `${count.writes} times` });
  if (count.reads > MOST_READS_PER_PLACE * count.places + MOST_READS_PER_ELEMENT * elements.length)
    violations.push({
      what: 'the parser looks too often at the same',
      detail: `${count.reads} looks at ${count.places} places`,
    });
  return violations;
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
