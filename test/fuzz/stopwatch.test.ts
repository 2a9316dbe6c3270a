import { describe, expect, it } from 'vitest';
import { createStopwatch } from '#test/fuzz/stopwatch.ts';
import { PARSER } from '#test/fuzz/subject.ts';

/** A stopwatch on a parser that takes `msOf` its n-th time, counted from 1. */
function watching(msOf: (time: number) => number) {
  let clock = 0;
  let times = 0;
  const parse: typeof PARSER.parse = (...args) => {
    clock += msOf(++times);
    return PARSER.parse(...args);
  };
  return createStopwatch({ ...PARSER, parse }, () => clock);
}

describe('the stopwatch', () => {
  it('finds a parser that takes long every time', () => {
    const stopwatch = watching(() => 501);
    stopwatch.subject.parse('{"id":"x"}');
    expect(stopwatch.tooSlow).toEqual([
      { what: 'the parser takes too long', detail: '501 ms, 10 characters' },
    ]);
    expect(stopwatch.slowest()).toBe('501 ms for 10 characters');
  });

  it('forgives one that another program held up', () => {
    const stopwatch = watching((time) => (time === 1 ? 5000 : 1));
    stopwatch.subject.parse('{"id":"x"}');
    expect(stopwatch.tooSlow).toEqual([]);
  });

  it('is content with half a second', () => {
    const stopwatch = watching(() => 500);
    stopwatch.subject.parse('{"id":"x"}');
    expect(stopwatch.tooSlow).toEqual([]);
  });
});
