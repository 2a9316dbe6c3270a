import { Temporal } from 'temporal-polyfill';
import { type EpochMs, epochMs } from '#shared/domain/time.ts';

/** When an automation may place calls: local times of an IANA zone. */
export interface CallingHours {
  /** IANA name, for instance `Europe/Berlin`. */
  readonly zone: string;
  /** ISO week days on which a window starts: 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** `HH:MM`; later than `to` means that the window runs over midnight. */
  readonly from: string;
  /** `HH:MM`, exclusive. */
  readonly to: string;
}

/** The first instant, not before `now`, that lies within the calling hours: `now` itself when they are on. */
export function nextOpening(hours: CallingHours, now: EpochMs): EpochMs {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(hours.zone).toPlainDate();
  // From yesterday, whose window may run over midnight, to the same week day a week on.
  const dates = Array.from({ length: 10 }, (_, day) => today.add({ days: day - 1 }));
  const window = dates
    .filter((date) => hours.days.includes(date.dayOfWeek))
    .map((date) => windowOn(date, hours))
    .find(({ opens, closes }) => closes > now && closes > opens);
  return window === undefined || window.opens <= now ? now : window.opens;
}

function windowOn(date: Temporal.PlainDate, { zone, from, to }: CallingHours) {
  const isOvernight = from > to;
  return {
    opens: instantAt(date, from, zone),
    closes: instantAt(isOvernight ? date.add({ days: 1 }) : date, to, zone),
  };
}

/** A local time that a clock change skips means the first instant after the gap; one that it repeats, the first. */
function instantAt(date: Temporal.PlainDate, time: string, zone: string): EpochMs {
  const local = date.toPlainDateTime(Temporal.PlainTime.from(time));
  const instant = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (instant.toPlainDateTime().equals(local)) return epochMs(instant.epochMilliseconds);
  const afterGap = instant.getTimeZoneTransition('next') ?? instant;
  return epochMs(afterGap.epochMilliseconds);
}
