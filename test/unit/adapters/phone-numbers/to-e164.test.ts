import { describe, expect, it } from 'vitest';
import { toE164 } from '#shared/adapters/phone-numbers/to-e164.ts';

describe('a number in E.164', () => {
  it.each([
    ['+4915112345678', undefined, '+4915112345678'],
    ['+49 (0) 151 / 1234 5678', undefined, '+4915112345678'],
    ['  0151 12345678 ', 'DE', '+4915112345678'],
    ['0049 151 12345678', 'DE', '+4915112345678'],
    ['3172222222', 'US', '+13172222222'],
    ['+1 (317) 222-2222', 'DE', '+13172222222'],
    ['tel:+13172222222', undefined, '+13172222222'],
    ['\u202a+13172222222\u202c', undefined, '+13172222222'],
  ])('is made of %j with the country %s', (number, country, e164) => {
    expect(toE164(number, country)).toBe(e164);
  });

  it.each([
    [undefined, 'DE'],
    ['', 'DE'],
    ['   ', 'DE'],
    ['3172222222', undefined],
    ['3172222222', 'XX'],
    ['3172222222', 'us'],
    ['3172222222', '__proto__'],
    ['110', 'DE'],
    ['+1 317 222 222', undefined],
    ['+999 123456789', undefined],
    ['sip:+13172222222@example.org', 'US'],
    ['call me at +13172222222', 'US'],
    ['+13172222222 or +13172222223', 'US'],
    ['+1 317 222 2222 ext. 5', 'US'],
    ['anonymous', 'US'],
    ['+'.repeat(10_000), 'US'],
    ['1'.repeat(100_000), 'US'],
  ])('is not made of %.40j with the country %s', (number, country) => {
    expect(toE164(number, country)).toBeUndefined();
  });
});
