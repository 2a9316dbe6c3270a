import { describe, expect, it } from 'vitest';
import { readSettings } from '#shared/adapters/ssm/read-settings.ts';
import type { Settings } from '#shared/ports/settings.ts';

const TARGET = '00b109cf-1123-4591-a53c-c534b17e5268';
const placers = new Map<string, { dialing?: { targetQueueId?: string } }>([
  ['announce', {}],
  ['hook', {}],
  ['caller', { dialing: {} }],
  ['dialer', { dialing: { targetQueueId: TARGET } }],
]);
const read = (parameters: Record<string, string>, lastGood?: Settings, customersReached = false) =>
  readSettings(new Map(Object.entries(parameters)), lastGood, { placers, customersReached });

const GOOD = '{"match":{"queueId":"q"},"placer":"hook"}';

describe('reading the settings', () => {
  it.each([
    ['true', true],
    ['false', false],
    [' True\n', true],
  ])('reads the pause switch "%s"', (value, paused) => {
    expect(read({ paused: value })).toMatchObject({ settings: { paused }, broken: [] });
  });

  it('pauses where the switch is broken and was never readable', () => {
    const { settings, broken } = read({ paused: 'yes' });
    expect(settings.paused).toBe(true);
    expect(broken).toEqual([{ parameter: 'paused', path: '', expected: 'true or false' }]);
  });

  it.each([true, false])('keeps the last readable pause switch, %s, where it is broken', (paused) => {
    const lastGood = { ...read({}).settings, paused };
    expect(read({ paused: 'yes' }, lastGood).settings.paused).toBe(paused);
  });

  it('lets a parameter replace the default automation', () => {
    const { settings } = read({ 'automations/default': '{"placer":"hook","maxLateness":60}' });
    expect(settings.automations.get('default')).toMatchObject({ placer: 'hook', maxLateness: 60_000 });
  });

  it.each([
    ['is not JSON', '{"placer":'],
    ['lacks a field', '{"match":{"queueId":"q"}}'],
    ['has a field too many', '{"match":{"queueId":"q"},"placer":"hook","secret":1}'],
    ['has a field of the wrong type', '{"match":{"queueId":"q"},"placer":"hook","maxLateness":"1"}'],
    ['names a placer that does not exist', '{"match":{"queueId":"q"},"placer":"nobody"}'],
    [
      'matches the queue that a placer makes callbacks in',
      `{"match":{"queueId":"${TARGET}"},"placer":"hook"}`,
    ],
    [
      'asks for what its stage does not note',
      '{"match":{"queueId":"q"},"placer":"hook","leaveIfReachedWithin":3600}',
    ],
  ])('keeps the last good one of an automation that %s', (_what, value) => {
    const lastGood = read({ 'automations/a': GOOD }).settings;
    const { settings, broken } = read({ 'automations/a': value }, lastGood);
    expect(settings.automations.get('a')).toEqual(lastGood.automations.get('a'));
    expect(broken.map(({ parameter }) => parameter)).toEqual(['automations/a']);
  });

  it('names field and expectation of what is broken, never the value', () => {
    const { broken } = read({
      'automations/a': '{"match":{"queueId":"q"},"placer":"hook","maxLateness":"4915112345678"}',
    });
    expect(broken).toEqual([{ parameter: 'automations/a', path: 'maxLateness', expected: 'number' }]);
  });

  it.each([
    ['by a placer of its own', 'dialer', TARGET],
    ['by another placer', 'hook', TARGET],
    ['written in capitals', 'hook', TARGET.toUpperCase()],
  ])('does not let callbacks that a placer made be placed once more, %s', (_, placer, queueId) => {
    const { settings, broken } = read({ 'automations/a': JSON.stringify({ match: { queueId }, placer }) });
    expect(broken).toEqual([
      {
        parameter: 'automations/a',
        path: 'match.queueId',
        expected: 'a queue that no placer makes callbacks in',
      },
    ]);
    expect(settings.automations.get('a')?.placer).toBe('(broken)');
  });

  it('takes every other queue for a placer that makes callbacks', () => {
    const { settings, broken } = read({ 'automations/a': '{"match":{"queueId":"q"},"placer":"dialer"}' });
    expect(broken).toEqual([]);
    expect(settings.automations.get('a')?.placer).toBe('dialer');
  });

  it('takes leaveIfReachedWithin where the stage notes who was reached, and says so where it does not', () => {
    const parameters = {
      'automations/a': '{"match":{"queueId":"q"},"placer":"hook","leaveIfReachedWithin":3600}',
    };
    expect(read(parameters, undefined, true)).toMatchObject({ broken: [] });
    expect(read(parameters).broken).toEqual([
      {
        parameter: 'automations/a',
        path: 'leaveIfReachedWithin',
        expected: 'customersReached in the stage config',
      },
    ]);
  });

  it('keeps the callbacks of an automation due that was never good, by a placer that cannot exist', () => {
    const { settings } = read({ 'automations/a': '{"match":{"queueId":"q"},"placer":"nobody"}' });
    const held = settings.automations.get('a');
    expect(held?.match).toEqual({ queueId: 'q' });
    expect(held?.placer).toBe('(broken)');
  });

  it.each([
    ['is not JSON', '{"placer":'],
    ['is JSON of another kind', '[]'],
    ['misspells what it matches', '{"mach":{"queueId":"q"},"placer":"hook"}'],
    ['does not tell what it matches', '{"match":{"queue":"q"},"placer":"hook"}'],
  ])('rejects while an automation that was never good %s', (_what, value) => {
    expect(() => read({ 'automations/a': value, 'automations/b': GOOD })).toThrow(
      expect.objectContaining({ name: 'UnreadableAutomationError' }),
    );
  });

  it('holds all that no other automation claims where the default was never good', () => {
    const { settings } = read({ 'automations/default': '{"placer":"nobody"}', 'automations/a': GOOD });
    expect(settings.automations.get('default')?.placer).toBe('(broken)');
    expect(settings.automations.get('a')?.placer).toBe('hook');
  });

  it('forgets an automation whose parameter is gone', () => {
    const lastGood = read({ 'automations/a': GOOD }).settings;
    expect([...read({}, lastGood).settings.automations.keys()]).toEqual(['default']);
  });
});
