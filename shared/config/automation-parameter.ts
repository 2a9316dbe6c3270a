/** What an automation's SSM parameter holds, and what a missing field means. */
import { isSupportedCountry } from 'libphonenumber-js/min';
import * as v from 'valibot';
import { type Automation, DEFAULT_LIMITS } from '#shared/domain/automation.ts';
import { hours, seconds } from '#shared/domain/time.ts';

const TimeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day as HH:MM'));
const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
};

const CallingHoursSchema = v.pipe(
  v.strictObject({
    zone: v.pipe(v.string(), v.check(isZone, 'an IANA time zone')),
    /** ISO week days: 1 is Monday, 7 Sunday. */
    days: v.pipe(
      v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
      v.nonEmpty('at least one'),
    ),
    from: TimeOfDay,
    to: TimeOfDay,
  }),
  v.check(({ from, to }) => from !== to, 'from and to that differ'),
);

const COUNTRY = 'the code of a country, two capitals after ISO 3166';
const RATE = 'a whole number from 1 to 10000';

const wholeSeconds = (least: number, most: number) =>
  v.pipe(v.number(), v.integer('a whole number of seconds'), v.minValue(least), v.maxValue(most));

export const AutomationParameterSchema = v.strictObject({
  match: v.optional(
    v.strictObject({ automatedCallbackConfigId: v.optional(v.string()), queueId: v.optional(v.string()) }),
    {},
  ),
  placer: v.pipe(v.string(), v.nonEmpty('the name of a placer')),
  placeOnTimeout: v.optional(v.boolean(), false),
  placePreviews: v.optional(v.boolean(), false),
  callingHours: v.optional(CallingHoursSchema),
  /** Seconds; 4 hours where it is missing. */
  maxLateness: v.optional(wholeSeconds(60, 86_400), 4 * 3600),
  maxAttempts: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 5),
  /** Seconds until the second try; doubles with every further one. */
  retry: v.optional(v.strictObject({ after: wholeSeconds(1, 3600), atMost: wholeSeconds(1, 3600) }), {
    after: 30,
    atMost: 900,
  }),
  /** API requests per minute of its own; where it is missing, the automation shares those of its placer. */
  ratePerMinute: v.optional(
    v.pipe(v.number(RATE), v.integer(RATE), v.minValue(1, RATE), v.maxValue(10_000, RATE)),
  ),
  /** Where numbers without a country code belong to. */
  defaultCountry: v.optional(v.pipe(v.string(COUNTRY), v.check(isSupportedCountry, COUNTRY))),
  /** Seconds. */
  leaveIfReachedWithin: v.optional(wholeSeconds(60, 30 * 86_400)),
});

/** Restates a parameter in the domain's words and units. */
export function toAutomation(
  id: string,
  parameter: v.InferOutput<typeof AutomationParameterSchema>,
): Automation {
  const { maxLateness, retry, callingHours, match, ...others } = parameter;
  const { ratePerMinute, defaultCountry, leaveIfReachedWithin, ...rest } = others;
  return {
    id,
    ...rest,
    match: {
      ...(match.automatedCallbackConfigId && { automatedCallbackConfigId: match.automatedCallbackConfigId }),
      ...(match.queueId && { queueId: match.queueId }),
    },
    ...(callingHours && { callingHours }),
    maxLateness: seconds(maxLateness),
    retry: { after: seconds(retry.after), atMost: seconds(retry.atMost) },
    ...(ratePerMinute !== undefined && { ratePerMinute }),
    ...(defaultCountry !== undefined && { defaultCountry }),
    ...(leaveIfReachedWithin !== undefined && { leaveIfReachedWithin: seconds(leaveIfReachedWithin) }),
  };
}

/** The automation that exists without any configuration: announce, no hours, no pacing. */
export const DEFAULT_AUTOMATION: Automation = {
  id: 'default',
  match: {},
  placer: 'announce',
  placeOnTimeout: false,
  placePreviews: false,
  maxLateness: hours(4),
  ...DEFAULT_LIMITS,
};
