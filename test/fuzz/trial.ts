import { inputAt } from '#test/fuzz/generate.ts';
import { type Input, textOf, type Violation } from '#test/fuzz/input.ts';
import { judge, type Scrutiny } from '#test/fuzz/judge.ts';
import { shrink } from '#test/fuzz/shrink.ts';
import type { Subject } from '#test/fuzz/subject.ts';

/** An input that breaks a promise, and which. */
export interface Failure {
  readonly place: number;
  readonly input: Input;
  readonly violation: Violation;
  readonly scrutiny: Scrutiny;
}

const WAYS = ['as text', 'in base64', 'through the queue'] as const;

/** Every input is parsed and stored; one in `rarely` also goes the whole way, another one has its work counted. */
const scrutinyAt = (place: number, rarely: number): Scrutiny => ({
  effort: place % rarely === 1 % rarely,
  way: place % rarely === 0 ? WAYS[Math.floor(place / rarely) % WAYS.length] : undefined,
});

/** Judges the inputs of a seed from one place on, and gives those that fail. */
export async function* failuresOf(
  subject: Subject,
  { seed, from, inputs, rarely }: { seed: number; from: number; inputs: number; rarely: number },
): AsyncGenerator<Failure> {
  for (let place = from; place < from + inputs; place++) {
    const input = inputAt(seed, place);
    const scrutiny = scrutinyAt(place, rarely);
    for (const violation of await judge(input, subject, scrutiny))
      yield { place, input, violation, scrutiny };
  }
}

/** The least bytes that break the same promise in the same place, as they can be pasted into a test. */
export async function reproduce({ input, violation, scrutiny }: Failure, subject: Subject): Promise<string> {
  // Made smaller, a body with a wrong field would become one without.
  if (input.promise === 'unobserved') return quote(input);
  const isSame = (other: Violation) => other.what === violation.what && other.detail === violation.detail;
  const least = await shrink(input, async (one) => (await judge(one, subject, scrutiny)).some(isSame));
  return quote(least);
}

function quote({ bytes, pathId }: Input): string {
  const text = textOf(bytes);
  const isText = Buffer.from(text).equals(bytes);
  const body = isText
    ? JSON.stringify(text)
    : `Buffer.from('${Buffer.from(bytes).toString('base64')}', 'base64')`;
  return pathId === undefined ? body : `${body}, of conversation ${JSON.stringify(pathId)}`;
}
