import { type DurationMs, durationMs, type EpochMs, hours } from '#shared/domain/time.ts';

/** Whatever the other side asks for, nobody waits longer. */
const LONGEST_WAIT = hours(1);

/** How long an answer's `Retry-After` asks to wait: it holds seconds, or a date. At most an hour. */
export function readRetryAfter(retryAfter: string | null, now: EpochMs): DurationMs | undefined {
  const text = retryAfter?.trim() ?? '';
  const isDate = /^[A-Z][a-z]+, .* GMT$/.test(text);
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  const wait = isDate ? Date.parse(text) - now : seconds * 1000;
  return Number.isNaN(wait) ? undefined : durationMs(Math.min(Math.max(wait, 0), LONGEST_WAIT));
}
