import { describe, expect, it } from 'vitest';
import { isTooDeep } from '#shared/genesys/depth.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth);

describe('nesting', () => {
  it.each([
    ['64 arrays', nested(64)],
    ['64 arrays around a number', `${'['.repeat(64)}1${']'.repeat(64)}`],
    ['64 arrays around a string', `${'['.repeat(64)}"x"${']'.repeat(64)}`],
    ['64 arrays around null', `${'['.repeat(64)}null${']'.repeat(64)}`],
    ['64 objects', `${'{"a":'.repeat(63)}{}${'}'.repeat(63)}`],
    ['thousands of brackets side by side', `[${'[],{},'.repeat(5000)}1]`],
    ['thousands of brackets inside a string', JSON.stringify('[{'.repeat(5000))],
    ['brackets after an escaped quote in a string', JSON.stringify(`"${'['.repeat(100)}`)],
  ])('takes %s', (_what, text) => {
    expect(isTooDeep(JSON.parse(text))).toBe(false);
  });

  it.each([
    ['65 arrays', nested(65)],
    ['65 objects', `${'{"a":'.repeat(64)}{}${'}'.repeat(64)}`],
    ['arrays and objects in turn', `${'[{"a":'.repeat(33)}1${'}]'.repeat(33)}`],
    ['65 arrays after a string that ends in an escaped backslash', `["\\\\",${nested(64)}]`],
    ['350,000 arrays', nested(350_000)],
  ])('refuses %s', (_what, text) => {
    expect(isTooDeep(JSON.parse(text))).toBe(true);
  });

  it('of text that is not JSON does not matter', () => {
    const parsed = parseNotification('['.repeat(700_000));
    expect(parsed).toMatchObject({ element: { kind: 'refused', refusal: { reason: 'not-json' } } });
  });
});
