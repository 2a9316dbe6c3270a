import { describe, expect, it } from 'vitest';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Automation } from '#shared/domain/automation.ts';
import { findAutomation } from '#shared/domain/find-automation.ts';
import { NOON } from '#test/builders/times.ts';

type Match = Automation['match'];

const found = (
  matches: Readonly<Record<string, Match>>,
  callback: { config?: string; queue?: string },
  trigger: 'scheduled' | 'timeout' = 'scheduled',
) => {
  const automations = new Map(
    Object.entries(matches).map(([id, match]) => [id, { ...DEFAULT_AUTOMATION, id, match }]),
  );
  return findAutomation(
    automations,
    { automatedCallbackConfigId: callback.config, queueId: callback.queue },
    trigger === 'scheduled' ? { kind: 'scheduled' } : { kind: 'timeout', at: NOON },
  )?.id;
};

const byConfig: Match = { automatedCallbackConfigId: 'config' };
const byQueue: Match = { queueId: 'queue' };
const byBoth: Match = { ...byConfig, ...byQueue };

describe('the automation of a callback is', () => {
  it('the one for its config id and its queue, before the one for its config id alone', () => {
    const callback = { config: 'config', queue: 'queue' };
    expect(found({ a: byConfig, b: byBoth }, callback)).toBe('b');
    expect(found({ a: byBoth, b: byConfig }, callback)).toBe('a');
  });

  it('the one for its config id, before the one for its queue', () => {
    expect(found({ a: byQueue, b: byConfig }, { config: 'config', queue: 'queue' })).toBe('b');
  });

  it('the one for its queue, where it has a config id that none is for', () => {
    expect(found({ a: byQueue, default: {} }, { config: 'other', queue: 'queue' })).toBe('a');
  });

  it('never one for its config id and another queue', () => {
    expect(found({ a: byBoth }, { config: 'config', queue: 'other' })).toBeUndefined();
    expect(found({ a: byBoth }, { config: 'config' })).toBeUndefined();
  });

  it('never one for its queue and a config id, where it has no such id', () => {
    expect(found({ a: byBoth }, { queue: 'queue' })).toBeUndefined();
    expect(found({ a: byBoth }, { config: 'other', queue: 'queue' })).toBeUndefined();
  });

  it('never one that is for nothing, where it has neither id nor queue', () => {
    expect(found({ a: {} }, {})).toBeUndefined();
    expect(found({ a: {}, default: {} }, {})).toBeUndefined();
    expect(found({ a: {}, default: {} }, { queue: 'queue' })).toBeUndefined();
  });

  it.each([
    ['config id', byConfig],
    ['queue', byQueue],
    ['config id and queue', byBoth],
  ])(
    'of several for the same %s the one whose id comes first, in whatever order they are told',
    (_, match) => {
      const callback = { config: 'config', queue: 'queue' };
      expect(found({ b: match, a: match, c: match }, callback)).toBe('a');
      expect(found({ a: match, c: match, b: match }, callback)).toBe('a');
      expect(found({ c: match, b: match, a: match }, callback)).toBe('a');
    },
  );

  it('the default, of a config id that none is for, and of every time-out', () => {
    expect(found({ a: byBoth, default: {} }, { config: 'other' })).toBe('default');
    expect(found({ a: byBoth, default: {} }, { queue: 'other' }, 'timeout')).toBe('default');
    expect(found({ a: byBoth, default: {} }, { queue: 'other' })).toBeUndefined();
  });
});
