/** What holds of every body: an answer of a documented kind, the same each time, without a word of the sender's. */
import { isDeepStrictEqual } from 'node:util';
import type { ParsedElement, ParsedNotification } from '#shared/genesys/parse-notification.ts';
import { CANARY, type Input, textOf, type Violation } from '#test/fuzz/input.ts';
import { flawOfObservation, flawOfReached } from '#test/fuzz/properties/observations.ts';
import { flawOfRefusal } from '#test/fuzz/properties/refusals.ts';
import { elementsOf, type Subject } from '#test/fuzz/subject.ts';

const REASONS: ReadonlySet<string> = new Set(['control-message', 'other-media', 'unknown-topic']);

function flawOf(element: ParsedElement): string | undefined {
  switch (element.kind) {
    case 'observed':
      return flawOfObservation(element.observation);
    case 'ignored':
      if (!REASONS.has(element.because)) return 'something is ignored for a reason that is not documented';
      return JSON.stringify(element.conversationId ?? '').includes(CANARY)
        ? 'what is ignored names a free text as its conversation'
        : undefined;
    case 'refused':
      return flawOfRefusal(element.refusal);
    default:
      return 'the answer is of no documented kind';
  }
}

function* flawsIn(elements: readonly ParsedElement[], { promise }: Input): Generator<Violation> {
  for (const element of elements) {
    const reached = element.kind === 'refused' ? [] : (element.reached ?? []);
    const flaw = flawOf(element) ?? reached.map(flawOfReached).find((one) => one !== undefined);
    if (flaw !== undefined) yield { what: flaw, detail: JSON.stringify(element).slice(0, 500) };
    if (element.kind === 'refused' && promise === 'accepted')
      yield { what: 'a good body is refused', detail: JSON.stringify(element.refusal) };
    if (element.kind === 'observed' && promise === 'unobserved')
      yield {
        what: 'a body with a wrong field is taken',
        detail: JSON.stringify(element.observation).slice(0, 500),
      };
  }
}

/** What was found besides the callbacks, left out: two ways to read must tell the same of those. */
const withoutReached = (parsed: ParsedNotification) =>
  elementsOf(parsed).map((element) =>
    element.kind === 'refused' ? element : { ...element, reached: undefined },
  );

/** Parses a body in every way there is, and compares. `parsed` is what the recording goes on with. */
export function judgeParsing(
  input: Input,
  subject: Subject,
): { readonly parsed: ParsedNotification; readonly violations: readonly Violation[] } {
  const text = textOf(input.bytes);
  const parsed = subject.parse(text, input.pathId, { findReached: true });
  const violations = [...flawsIn(elementsOf(parsed), input)];
  if (!Number.isSafeInteger(parsed.unknownValues) || parsed.unknownValues < 0)
    violations.push({ what: 'unknown values are not counted', detail: String(parsed.unknownValues) });
  const again = subject.parse(text, input.pathId);
  if (!isDeepStrictEqual(withoutReached(parsed), withoutReached(again)))
    violations.push({ what: 'the same body is read in two ways', detail: '' });
  if (input.twin !== undefined) {
    const twin = subject.parse(textOf(input.twin), input.pathId);
    if (!isDeepStrictEqual(withoutReached(twin), withoutReached(again)))
      violations.push({ what: 'the two dialects of a body are read in two ways', detail: '' });
  }
  return { parsed, violations };
}
