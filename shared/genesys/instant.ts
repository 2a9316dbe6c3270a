import type { EpochMs } from '#shared/domain/time.ts';
import { epochMs } from '#shared/domain/time.ts';

/** The years 0 to 9999 are those of ISO 8601 with four digits. What is added to an instant stays one that can be shown. */
const FIRST_INSTANT = -62_167_219_200_000;
export const LAST_INSTANT = 253_402_300_799_999;

const DAY = 86_400_000;
const MINUTE = 60_000;
const FRACTION = /^\d{1,9}$/;
const OFFSET = /^([+-])(\d\d):?(\d\d)$/;

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year: number, month: number) =>
  month === 2
    ? isLeap(year)
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31;

const ZERO = 48;
const DASH = 45;
const COLON = 58;
const DOT = 46;
const CAPITAL_T = 84;
const CAPITAL_Z = 90;

/** Two decimal digits at `index`, NaN where there are none. */
function pair(text: string, index: number): number {
  const tens = text.charCodeAt(index) - ZERO;
  const ones = text.charCodeAt(index + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Days from 1970-01-01; counts years from March, so that a leap day is the last of its year. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

const isPunctuated = (text: string) =>
  text.charCodeAt(4) === DASH &&
  text.charCodeAt(7) === DASH &&
  text.charCodeAt(10) === CAPITAL_T &&
  text.charCodeAt(13) === COLON &&
  text.charCodeAt(16) === COLON;

/** Milliseconds of `yyyy-mm-ddThh:mm:ss`, the first 19 characters, as if in UTC; NaN off the calendar or clock. */
function wallClock(text: string): number {
  if (!isPunctuated(text)) return Number.NaN;
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = pair(text, 5);
  const day = pair(text, 8);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return Number.NaN;
  return daysSinceEpoch(year, month, day) * DAY + timeOfDay(pair(text, 11), pair(text, 14), pair(text, 17));
}

const timeOfDay = (hour: number, minute: number, second: number) =>
  hour <= 23 && minute <= 59 && second <= 59 ? ((hour * 60 + minute) * 60 + second) * 1000 : Number.NaN;

/** Milliseconds that lie between UTC and a wall clock with this offset: `Z`, `+hh:mm` or `+hhmm`. */
function offset(text: string): number {
  if (text === 'Z') return 0;
  const [, sign, hours = '', minutes = ''] = OFFSET.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 23 || Number(minutes) > 59) return Number.NaN;
  const length = (Number(hours) * 60 + Number(minutes)) * MINUTE;
  return sign === '-' ? -length : length;
}

/** Milliseconds of a fraction of 1 to 9 digits; what is finer than a millisecond is cut off. */
const fraction = (digits: string) =>
  FRACTION.test(digits) ? Number(digits.slice(0, 3).padEnd(3, '0')) : Number.NaN;

function withFraction(text: string): number {
  const end = text.search(/[Z+-]/);
  return end < 0 ? Number.NaN : fraction(text.slice(1, end)) - offset(text.slice(end));
}

/** What follows the seconds, in milliseconds: a fraction or none, less the offset. */
function remainder(text: string): number {
  const dotted = text.charCodeAt(19) === DOT;
  // `.123Z`, as nearly all of Genesys' instants end.
  if (dotted && text.length === 24 && text.charCodeAt(23) === CAPITAL_Z) {
    return pair(text, 20) * 10 + (pair(text, 21) % 10);
  }
  const rest = text.slice(19);
  return dotted ? withFraction(rest) : -offset(rest);
}

/**
 * Reads an instant in ISO 8601: seconds, a fraction of up to 9 digits or none, and `Z`, `±hh:mm` or `±hhmm`.
 *
 * Written by hand because valibot's check and `Date.parse` both accept 30 February.
 */
export function parseInstant(text: string): EpochMs | undefined {
  const milliseconds = wallClock(text) + remainder(text);
  return milliseconds >= FIRST_INSTANT && milliseconds <= LAST_INSTANT ? epochMs(milliseconds) : undefined;
}
