import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '#shared/genesys/instant.ts';

describe('an instant', () => {
  it.each([
    ['2026-09-01T15:00:00Z', '2026-09-01T15:00:00.000Z'],
    ['2026-09-01T15:00:00.092Z', '2026-09-01T15:00:00.092Z'],
    ['2026-09-01T15:00:00.1Z', '2026-09-01T15:00:00.100Z'],
    ['2026-09-01T15:00:00.12Z', '2026-09-01T15:00:00.120Z'],
    ['2026-09-01T15:00:00.1239Z', '2026-09-01T15:00:00.123Z'],
    ['2026-09-01T15:00:00.123456789Z', '2026-09-01T15:00:00.123Z'],
    ['2026-09-01T17:00:00+02:00', '2026-09-01T15:00:00.000Z'],
    ['2026-09-01T17:00:00.500+0200', '2026-09-01T15:00:00.500Z'],
    ['2026-09-01T09:30:00-0530', '2026-09-01T15:00:00.000Z'],
    ['2026-09-01T00:30:00+01:00', '2026-08-31T23:30:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T23:59:59.999Z', '2000-02-29T23:59:59.999Z'],
    ['2026-12-31T23:59:59Z', '2026-12-31T23:59:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['2026-09-02T14:59:00+23:59', '2026-09-01T15:00:00.000Z'],
    ['2026-04-30T00:00:00Z', '2026-04-30T00:00:00.000Z'],
    ['2026-06-30T00:00:00Z', '2026-06-30T00:00:00.000Z'],
    ['2026-11-30T00:00:00Z', '2026-11-30T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseInstant(text)).toBe(Date.parse(expected));
  });

  it.each([
    ['30 February', '2026-02-30T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['29 February of 1900, which was none', '1900-02-29T00:00:00Z'],
    ['31 April', '2026-04-31T00:00:00Z'],
    ['31 June', '2026-06-31T00:00:00Z'],
    ['31 September', '2026-09-31T00:00:00Z'],
    ['31 November', '2026-11-31T00:00:00Z'],
    ['a sign between 9 and A in the place of a ten', '20:6-01-01T00:00:00Z'],
    ['a sign before 0 in the place of a ten', '20/6-01-01T00:00:00Z'],
    ['a sign between 9 and A in the place of a one', '202:-01-01T00:00:00Z'],
    ['a sign before 0 in the place of a one', '202/-01-01T00:00:00Z'],
    ['a slash after the year', '2026/01-01T00:00:00Z'],
    ['a slash after the month', '2026-01/01T00:00:00Z'],
    ['a dot after the hour', '2026-01-01T00.00:00Z'],
    ['a dot after the minute', '2026-01-01T00:00.00Z'],
    ['another letter for the Z', '2026-01-01T00:00:00.123X'],
    ['a month 13', '2026-13-01T00:00:00Z'],
    ['a month 0', '2026-00-01T00:00:00Z'],
    ['a day 0', '2026-01-00T00:00:00Z'],
    ['24:00', '2026-01-01T24:00:00Z'],
    ['a minute 60', '2026-01-01T00:60:00Z'],
    ['a leap second', '2026-06-30T23:59:60Z'],
    ['no offset', '2026-01-01T00:00:00'],
    ['an offset of 24 hours', '2026-01-01T00:00:00+24:00'],
    ['an offset of 60 minutes', '2026-01-01T00:00:00+01:60'],
    ['an offset of hours alone', '2026-01-01T00:00:00+02'],
    ['something before the offset', '2026-01-01T00:00:00x+02:00'],
    ['something after the offset', '2026-01-01T00:00:00+02:00x'],
    ['a space for the T', '2026-01-01 00:00:00Z'],
    ['no seconds', '2026-01-01T00:00Z'],
    ['a fraction without digits', '2026-01-01T00:00:00.Z'],
    ['a fraction of 10 digits', '2026-01-01T00:00:00.1234567890Z'],
    ['a letter in the fraction', '2026-01-01T00:00:00.12aZ'],
    ['a date alone', '2026-01-01'],
    ['something after the Z', '2026-01-01T00:00:00.000ZZ'],
    ['a sign before the year', '+2026-01-01T00:00:00Z'],
    ['an instant after the year 9999 in UTC', '9999-12-31T23:59:59.999-00:01'],
    ['an instant before the year 0 in UTC', '0000-01-01T00:00:00+00:01'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('reads back what toISOString writes, for any instant of the years 0 to 9999', () => {
    const instants = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
