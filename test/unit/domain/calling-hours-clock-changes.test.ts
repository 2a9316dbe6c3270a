/** Calling hours on the days on which clocks change: where the hours are skipped, and where they come twice. */
import { describe, expect, it } from 'vitest';
import { type CallingHours, nextOpening } from '#shared/domain/calling-hours.ts';
import { epochMs, plus, seconds, toIso } from '#shared/domain/time.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const hoursIn = (zone: string, from: string, to: string, days = everyDay): CallingHours => ({
  zone,
  days,
  from,
  to,
});
const at = (iso: string) => epochMs(Date.parse(iso));
const opening = (hours: CallingHours, now: string) => toIso(nextOpening(hours, at(now)));

/** The instants at which the hours begin and end, between two others, found by quarters of an hour. */
function changes(hours: CallingHours, from: string, to: string): string[] {
  const found: string[] = [];
  let wasOpen: boolean | undefined;
  for (let now = at(from); now <= at(to); now = plus(now, seconds(900))) {
    const isOpen = nextOpening(hours, now) === now;
    if (wasOpen !== undefined && isOpen !== wasOpen) {
      found.push(`${isOpen ? 'opens' : 'closes'} ${toIso(now).slice(0, 16)}Z`);
    }
    wasOpen = isOpen;
  }
  return found;
}

describe('calling hours from 09:00 to 17:00 local time', () => {
  it.each([
    // The night before, an hour is skipped: one hour earlier in UTC from then on.
    ['Europe/Berlin', '2026-03-28', ['08:00', '16:00'], ['07:00', '15:00']],
    ['Europe/Berlin', '2026-10-24', ['07:00', '15:00'], ['08:00', '16:00']],
    ['America/New_York', '2026-03-07', ['14:00', '22:00'], ['13:00', '21:00']],
    ['America/New_York', '2026-10-31', ['13:00', '21:00'], ['14:00', '22:00']],
  ])('%s, around the change after %s: %o, then %o in UTC', (zone, day, before, after) => {
    const next = toIso(plus(at(`${day}T00:00:00Z`), seconds(86_400))).slice(0, 10);
    const last = toIso(plus(at(`${day}T00:00:00Z`), seconds(2 * 86_400))).slice(0, 10);
    expect(changes(hoursIn(zone, '09:00', '17:00'), `${day}T06:00:00Z`, `${last}T00:00:00Z`)).toEqual([
      `opens ${day}T${before[0]}Z`,
      `closes ${day}T${before[1]}Z`,
      `opens ${next}T${after[0]}Z`,
      `closes ${next}T${after[1]}Z`,
    ]);
  });

  it.each([
    // In the south summer begins in October: Sydney springs forward on the 4th, and back on 5 April.
    ['Australia/Sydney', '2026-10-03T20:00:00Z', '2026-10-03T22:00:00.000Z'],
    ['Australia/Sydney', '2026-10-02T20:00:00Z', '2026-10-02T23:00:00.000Z'],
    ['Australia/Sydney', '2026-04-04T20:00:00Z', '2026-04-04T23:00:00.000Z'],
    ['Australia/Sydney', '2026-04-03T20:00:00Z', '2026-04-03T22:00:00.000Z'],
    ['America/Santiago', '2026-09-06T08:00:00Z', '2026-09-06T12:00:00.000Z'],
    ['America/Santiago', '2026-09-05T08:00:00Z', '2026-09-05T13:00:00.000Z'],
  ])('%s at %s: open at %s', (zone, now, expected) => {
    expect(opening(hoursIn(zone, '09:00', '17:00'), now)).toBe(expected);
  });
});

describe('an hour that is skipped', () => {
  it.each([
    // Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00Z.
    ['Europe/Berlin', '02:00', '2026-03-29T00:30:00Z', '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '02:30', '2026-03-29T00:30:00Z', '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '03:00', '2026-03-29T00:30:00Z', '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '03:01', '2026-03-29T00:30:00Z', '2026-03-29T01:01:00.000Z'],
    ['Europe/Berlin', '01:59', '2026-03-29T00:30:00Z', '2026-03-29T00:59:00.000Z'],
    // New York, 8 March 2026: 02:00 becomes 03:00 at 07:00Z.
    ['America/New_York', '02:30', '2026-03-08T06:00:00Z', '2026-03-08T07:00:00.000Z'],
    // Lord Howe springs forward by half an hour only: 02:00 becomes 02:30 at 15:30Z.
    ['Australia/Lord_Howe', '02:15', '2026-10-03T15:00:00Z', '2026-10-03T15:30:00.000Z'],
    // In Santiago there is no midnight: 00:00 becomes 01:00 at 04:00Z.
    ['America/Santiago', '00:00', '2026-09-06T03:30:00Z', '2026-09-06T04:00:00.000Z'],
  ])('%s, from %s: at %s open from %s', (zone, from, now, expected) => {
    expect(opening(hoursIn(zone, from, '08:00'), now)).toBe(expected);
  });

  it.each([
    ['2026-03-29T00:59:59.999Z', '2026-03-29T00:59:59.999Z'],
    ['2026-03-29T01:00:00.000Z', '2026-03-29T23:00:00.000Z'],
  ])('in which they end: at %s open from %s', (now, expected) => {
    // Sunday from 01:00 to 02:30 in Berlin, the next day from 01:00 in summer time.
    expect(opening(hoursIn('Europe/Berlin', '01:00', '02:30'), now)).toBe(expected);
  });

  it('in which they would begin and end: no window that day', () => {
    const hours = hoursIn('Europe/Berlin', '02:10', '02:50');
    expect(opening(hours, '2026-03-29T00:30:00Z')).toBe('2026-03-30T00:10:00.000Z');
    expect(opening(hours, '2026-03-29T01:00:00Z')).toBe('2026-03-30T00:10:00.000Z');
  });
});

describe('an hour that comes twice', () => {
  it.each([
    // Berlin, 25 October 2026: 03:00 becomes 02:00 at 01:00Z.
    ['Europe/Berlin', '02:00', '2026-10-24T23:30:00Z', '2026-10-25T00:00:00.000Z'],
    ['Europe/Berlin', '02:30', '2026-10-24T23:30:00Z', '2026-10-25T00:30:00.000Z'],
    ['Europe/Berlin', '03:00', '2026-10-24T23:30:00Z', '2026-10-25T02:00:00.000Z'],
    // New York, 1 November 2026: 02:00 becomes 01:00 at 06:00Z.
    ['America/New_York', '01:30', '2026-11-01T05:00:00Z', '2026-11-01T05:30:00.000Z'],
  ])('%s, from %s: at %s open from %s, the first time', (zone, from, now, expected) => {
    expect(opening(hoursIn(zone, from, '08:00'), now)).toBe(expected);
  });

  it('stays open through the second', () => {
    expect(
      changes(hoursIn('Europe/Berlin', '02:30', '08:00'), '2026-10-25T00:00:00Z', '2026-10-25T12:00:00Z'),
    ).toEqual(['opens 2026-10-25T00:30Z', 'closes 2026-10-25T07:00Z']);
  });

  it('in which they end: the first time', () => {
    expect(
      changes(hoursIn('Europe/Berlin', '01:00', '02:30'), '2026-10-24T22:00:00Z', '2026-10-25T12:00:00Z'),
    ).toEqual(['opens 2026-10-24T23:00Z', 'closes 2026-10-25T00:30Z']);
  });
});

describe('hours over midnight, on a night on which clocks change', () => {
  it.each([
    ['Europe/Berlin', '2026-03-28T12:00:00Z', ['opens 2026-03-28T21:00Z', 'closes 2026-03-29T04:00Z']],
    ['Europe/Berlin', '2026-10-24T12:00:00Z', ['opens 2026-10-24T20:00Z', 'closes 2026-10-25T05:00Z']],
    ['America/New_York', '2026-03-07T18:00:00Z', ['opens 2026-03-08T03:00Z', 'closes 2026-03-08T10:00Z']],
    ['America/New_York', '2026-10-31T18:00:00Z', ['opens 2026-11-01T02:00Z', 'closes 2026-11-01T11:00Z']],
    ['Australia/Sydney', '2026-10-03T06:00:00Z', ['opens 2026-10-03T12:00Z', 'closes 2026-10-03T19:00Z']],
    ['Australia/Sydney', '2026-04-04T06:00:00Z', ['opens 2026-04-04T11:00Z', 'closes 2026-04-04T20:00Z']],
  ])('%s, from 22:00 to 06:00, after %s: %o', (zone, from, expected) => {
    const to = toIso(plus(at(from), seconds(20 * 3600)));
    expect(changes(hoursIn(zone, '22:00', '06:00'), from, to)).toEqual(expected);
  });

  it('end at the first instant after the gap where their end is skipped', () => {
    const saturday = hoursIn('Europe/Berlin', '22:00', '02:30', [6]);
    expect(opening(saturday, '2026-03-29T00:59:59.999Z')).toBe('2026-03-29T00:59:59.999Z');
    expect(opening(saturday, '2026-03-29T01:00:00.000Z')).toBe('2026-04-04T20:00:00.000Z');
  });

  it('that may begin on Saturday only, run into the Sunday of the change, and do not begin on it', () => {
    const saturday = hoursIn('America/New_York', '22:00', '06:00', [6]);
    expect(changes(saturday, '2026-10-31T18:00:00Z', '2026-11-02T18:00:00Z')).toEqual([
      'opens 2026-11-01T02:00Z',
      'closes 2026-11-01T11:00Z',
    ]);
  });
});

describe('a zone', () => {
  it('that skips a whole day has no window on it', () => {
    // Samoa went over the date line: there was no 30 December 2011, a Friday.
    const friday = hoursIn('Pacific/Apia', '09:00', '17:00', [5]);
    expect(opening(friday, '2011-12-29T12:00:00Z')).toBe('2012-01-05T19:00:00.000Z');
  });

  it('without summer time has the same hours all the year', () => {
    const hours = hoursIn('Asia/Kolkata', '09:00', '17:00');
    expect(opening(hours, '2026-03-29T00:00:00Z')).toBe('2026-03-29T03:30:00.000Z');
    expect(opening(hours, '2026-10-25T00:00:00Z')).toBe('2026-10-25T03:30:00.000Z');
  });
});
