import type { Violation } from '#test/fuzz/input.ts';
import type { Subject } from '#test/fuzz/subject.ts';

/** Far more than any body takes on a busy machine, besides what its JSON alone takes. */
const MOST_MS = 500;
const MOST_TIMES_JSON = 100;

/** A parser that is timed, and what was slow about it. */
export interface Stopwatch {
  readonly subject: Subject;
  readonly tooSlow: readonly Violation[];
  /** The slowest input so far, in words. */
  slowest(): string;
}

/** Times a parser against `JSON.parse` of the same text; `now` tells milliseconds. */
export function createStopwatch(subject: Subject, now = () => performance.now()): Stopwatch {
  const tooSlow: Violation[] = [];
  let slowest = { ms: 0, length: 0 };

  const parse: Subject['parse'] = (text, ...rest) => {
    const [ms, parsed] = timed(() => subject.parse(text, ...rest));
    if (ms > slowest.ms) slowest = { ms, length: text.length };
    if (ms > MOST_MS && isSlow(text, () => subject.parse(text, ...rest)))
      tooSlow.push({
        what: 'the parser takes too long',
        detail: `${Math.round(ms)} ms, ${text.length} characters`,
      });
    return parsed;
  };

  function timed<T>(work: () => T): readonly [ms: number, result: T] {
    const began = now();
    const result = work();
    return [now() - began, result];
  }

  /** Other programs may have had the processor: the best of three tells. */
  function isSlow(text: string, parseIt: () => unknown): boolean {
    const best = (work: () => unknown) => Math.min(...[1, 2, 3].map(() => timed(work)[0]));
    return best(parseIt) > MOST_MS + MOST_TIMES_JSON * best(() => asJson(text));
  }

  return {
    subject: { ...subject, parse },
    tooSlow,
    slowest: () => `${Math.round(slowest.ms)} ms for ${slowest.length} characters`,
  };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
