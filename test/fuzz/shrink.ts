import { type Input, textOf } from '#test/fuzz/input.ts';

const MOST_TRIES = 3000;

/** Takes away from a failing body whatever it fails without: fields and elements first, then bytes. */
export async function shrink(input: Input, fails: (input: Input) => Promise<boolean>): Promise<Input> {
  const { twin, ...alone } = input;
  // What only shows beside its twin cannot be made smaller by itself.
  if (!(await fails(alone))) return input;
  let least = alone;
  let tries = 0;
  for (let isLess = true; isLess; ) {
    isLess = false;
    for (const bytes of lesser(least.bytes)) {
      if (tries++ > MOST_TRIES) return least;
      if (bytes.length >= least.bytes.length || !(await fails({ ...alone, bytes }))) continue;
      least = { ...alone, bytes };
      isLess = true;
      break;
    }
  }
  return least;
}

function* lesser(bytes: Uint8Array): Generator<Uint8Array> {
  try {
    for (const value of lesserValues(JSON.parse(textOf(bytes)))) yield Buffer.from(JSON.stringify(value));
  } catch {
    // What is no JSON has bytes only.
  }
  for (let length = bytes.length >> 1; length >= 1; length >>= 1)
    for (let at = 0; at < bytes.length; at += length)
      yield Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
}

/** Values with one thing less: without half of a list, a field, most of a text; or an inner value alone. */
function* lesserValues(value: unknown): Generator<unknown> {
  if (typeof value === 'string') {
    if (value.length > 1) yield value.slice(0, value.length >> 1);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    const half = value.length >> 1;
    if (half > 1) yield* [value.slice(0, half), value.slice(half)];
    for (let at = 0; at < value.length; at++) yield value.toSpliced(at, 1);
    for (const [at, inner] of value.entries())
      for (const less of lesserValues(inner)) yield value.with(at, less);
    return;
  }
  const fields = Object.entries(value);
  for (let at = 0; at < fields.length; at++) yield Object.fromEntries(fields.toSpliced(at, 1));
  for (const [at, [name, inner]] of fields.entries())
    for (const less of lesserValues(inner)) yield Object.fromEntries(fields.with(at, [name, less]));
}
