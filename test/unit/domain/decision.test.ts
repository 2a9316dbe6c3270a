import { describe, expect, it } from 'vitest';
import { hasBecomeTooLate } from '#shared/domain/decision.ts';
import { minutes } from '#shared/domain/time.ts';
import { NOON, noon } from '#test/builders/times.ts';

const record = { key: 'key', triggers: [] };

describe('what was to be placed has become too late', () => {
  it.each([
    ['after `maxLateness`', { kind: 'scheduled' }, noon(60, 1), true],
    ['but not at its end', { kind: 'scheduled' }, noon(60), false],
    ['after 3 min, where it is a time-out', { kind: 'timeout', at: NOON }, noon(180, 1), true],
    ['but not at their end', { kind: 'timeout', at: NOON }, noon(180), false],
  ] as const)('%s', (_, trigger, now, expected) => {
    const question = { record, trigger, due: NOON };
    expect(hasBecomeTooLate(question, { maxLateness: minutes(1) }, now)).toBe(expected);
  });

  it('but not by the time in which we held it back', () => {
    const fate = { kind: 'paused', since: NOON, until: noon(300) } as const;
    const held = { trigger: { kind: 'scheduled' }, due: NOON, held: minutes(0), fate } as const;
    const question = { record: { ...record, triggers: [held] }, trigger: held.trigger, due: NOON };
    expect(hasBecomeTooLate(question, { maxLateness: minutes(1) }, noon(301))).toBe(false);
  });
});
