/** What `cdk/config/<stage>.json` holds, and what a missing key means. */
import * as v from 'valibot';
import { AuthSchema } from '#shared/config/auth.ts';
import {
  ApiDestinationSchema,
  isAdmitted,
  isDeliveredOnce,
  PartnerEventSourceSchema,
} from '#shared/config/event-buses.ts';
import { type PlacersConfig, PlacersSchema } from '#shared/config/placers.ts';

const NAME = 'a name of a–z, 0–9 and -, beginning with a letter, at most 20 long';

/** The name of a stage: part of the stack's name, of SSM paths and of the event bus. */
export const StageNameSchema = v.pipe(v.string(NAME), v.regex(/^[a-z][a-z0-9-]{0,19}$/, NAME));

const wholeNumber = (least: number, most: number) => {
  const expected = `a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(least, expected),
    v.maxValue(most, expected),
  );
};

const LOG_RETENTIONS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const;

const AlarmsSchema = v.strictObject({
  /** Gets a mail with a link to confirm, then one for each alarm. */
  email: v.optional(v.pipe(v.string(), v.email('an e-mail address'))),
  /** An SNS topic that exists already, to which CloudWatch alarms of this account may publish. */
  topicArn: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/, 'the ARN of a standard SNS topic'),
    ),
  ),
});

// The event source mappings of queues need a concurrency of 2 at least.
const ReservedConcurrencySchema = v.strictObject({
  ingest: v.optional(wholeNumber(4, 1000)),
  sweep: v.optional(wholeNumber(1, 10)),
  automation: v.optional(wholeNumber(2, 1000)),
  query: v.optional(wholeNumber(1, 1000)),
  operator: v.optional(wholeNumber(1, 1000)),
});

const ThrottleSchema = v.strictObject({
  ratePerSecond: v.optional(wholeNumber(1, 10_000), 100),
  burst: v.optional(wholeNumber(1, 5000), 200),
});

// All environment variables of a function share 4 KB.
const fitsAVariable = (placers: PlacersConfig) => JSON.stringify(placers).length <= 3000;

const KeysSchema = v.strictObject({
  auth: v.optional(AuthSchema, {}),
  partnerEventSource: v.optional(PartnerEventSourceSchema),
  apiDestination: v.optional(ApiDestinationSchema),
  placers: v.optional(
    v.pipe(PlacersSchema, v.check(fitsAVariable, 'at most 3000 characters of JSON in all')),
    {},
  ),
  deletionProtection: v.optional(v.boolean(), true),
  logRetentionDays: v.optional(v.picklist(LOG_RETENTIONS, `one of ${LOG_RETENTIONS.join(', ')}`), 30),
  alarms: v.optional(AlarmsSchema, {}),
  reservedConcurrency: v.optional(ReservedConcurrencySchema, {}),
  throttle: v.optional(ThrottleSchema, {}),
  customerManagedKey: v.optional(v.boolean(), false),
  /** Whether it is noted which customers an agent reached, for automations with `leaveIfReachedWithin`. */
  customersReached: v.optional(v.boolean(), false),
});

type Keys = v.InferOutput<typeof KeysSchema>;

const DELIVERED_ONCE =
  'an eventBusName other than partnerEventSource, whose events the notifications queue gets already';
const ADMITTED = 'an API key to be accepted, and to be enough: it is all that the apiDestination can send';

export const StageConfigSchema = v.pipe(
  KeysSchema,
  v.forward(
    v.check((config: Keys) => isDeliveredOnce(config), DELIVERED_ONCE),
    ['apiDestination'],
  ),
  v.forward(
    v.check((config: Keys) => isAdmitted(config), ADMITTED),
    ['auth'],
  ),
);

export type StageConfig = v.InferOutput<typeof StageConfigSchema>;

/** A stage config before missing keys are filled in. */
export type StageConfigInput = v.InferInput<typeof StageConfigSchema>;
