import { describe, expect, it } from 'vitest';
import { phoneDigits } from '#shared/domain/customer.ts';

describe('the digits of a phone number', () => {
  it.each([
    ['+13175550142', '13175550142'],
    ['tel:+13175550142', '13175550142'],
    ['TEL:+1-317-555-0142;ext=12', '13175550142'],
    ['sip:+13175550142@edge.example.org:5060;user=phone', '13175550142'],
    ['sips:3175550142?header=1', '3175550142'],
    [' +1 (317) 555.0142 ', '13175550142'],
    ['0317/5550142', '03175550142'],
    ['555014', '555014'],
  ])('of %s are %s', (address, digits) => {
    expect(phoneDigits(address)).toBe(digits);
  });

  it('are those of its digits again', () => {
    expect(phoneDigits(phoneDigits('tel:+13175550142') ?? '')).toBe('13175550142');
  });

  it.each([
    '',
    '  ',
    '+',
    '55501',
    'anonymous',
    'tel:anonymous',
    'sip:3c98baaa@example.org',
    '+1317555O142',
    'xtel:+13175550142',
    '555tel:0142999',
  ])('of %j are none', (address) => {
    expect(phoneDigits(address)).toBeUndefined();
  });

  it('are none of more than any number has', () => {
    expect(phoneDigits('1'.repeat(18))).toBe('1'.repeat(18));
    expect(phoneDigits('1'.repeat(19))).toBeUndefined();
  });
});
