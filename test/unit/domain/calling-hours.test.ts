import { describe, expect, it } from 'vitest';
import { type CallingHours, nextOpening } from '#shared/domain/calling-hours.ts';
import { epochMs, toIso } from '#shared/domain/time.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const hoursIn = (zone: string, from: string, to: string, days = everyDay): CallingHours => ({
  zone,
  days,
  from,
  to,
});
const opening = (hours: CallingHours, now: string) => toIso(nextOpening(hours, epochMs(Date.parse(now))));

describe('the next opening of calling hours', () => {
  const office = hoursIn('Europe/Berlin', '09:00', '17:00', [1, 2, 3, 4, 5]);

  it.each([
    ['1 ms before they begin', '2026-09-01T06:59:59.999Z', '2026-09-01T07:00:00.000Z'],
    ['when they begin: now', '2026-09-01T07:00:00.000Z', '2026-09-01T07:00:00.000Z'],
    ['1 ms before they end: now', '2026-09-01T14:59:59.999Z', '2026-09-01T14:59:59.999Z'],
    ['when they end: the next day', '2026-09-01T15:00:00.000Z', '2026-09-02T07:00:00.000Z'],
    ['on a Friday evening: on Monday', '2026-09-04T18:00:00.000Z', '2026-09-07T07:00:00.000Z'],
  ])('%s', (_, now, expected) => {
    expect(opening(office, now)).toBe(expected);
  });

  it.each([
    ['before midnight: now', '2026-09-01T21:30:00.000Z', '2026-09-01T21:30:00.000Z'],
    ['after midnight: now', '2026-09-02T00:30:00.000Z', '2026-09-02T00:30:00.000Z'],
    ['after they end: the next evening', '2026-09-02T05:00:00.000Z', '2026-09-02T20:00:00.000Z'],
  ])('overnight, %s', (_, now, expected) => {
    expect(opening(hoursIn('UTC', '20:00', '04:00'), now)).toBe(expected);
  });

  it('an overnight window that began on a permitted day runs into one that is not', () => {
    const friday = hoursIn('UTC', '20:00', '04:00', [5]);
    expect(opening(friday, '2026-09-05T03:59:59.999Z')).toBe('2026-09-05T03:59:59.999Z');
    expect(opening(friday, '2026-09-05T04:00:00.000Z')).toBe('2026-09-11T20:00:00.000Z');
  });

  it('an hour that the clock change skips means the first instant after it', () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00Z.
    expect(opening(hoursIn('Europe/Berlin', '02:30', '08:00'), '2026-03-29T00:00:00.000Z')).toBe(
      '2026-03-29T01:00:00.000Z',
    );
  });

  it('a window that lies in the hour that is skipped, is not that day', () => {
    expect(opening(hoursIn('Europe/Berlin', '02:10', '02:50'), '2026-03-29T00:00:00.000Z')).toBe(
      '2026-03-30T00:10:00.000Z',
    );
  });

  it.each([
    ['on no day', '09:00', '17:00', []],
    ['without length', '09:00', '09:00', everyDay],
  ])('that are %s do not hold anything back for ever: now', (_, from, to, days) => {
    expect(opening(hoursIn('UTC', from, to, days), '2026-09-01T03:00:00.000Z')).toBe(
      '2026-09-01T03:00:00.000Z',
    );
  });

  it('an hour that the clock change repeats means the first of the two', () => {
    // Berlin, 25 October 2026: 03:00 becomes 02:00 at 01:00Z.
    expect(opening(hoursIn('Europe/Berlin', '02:30', '08:00'), '2026-10-24T23:00:00.000Z')).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });
});
