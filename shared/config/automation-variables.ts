import * as v from 'valibot';
import { PlacersSchema } from '#shared/config/placers.ts';
import { CustomersSecret, Json, Stage, Text } from '#shared/config/variables.ts';

/** Apart from those of the others, whose bundles need no schema of a placer. */
export const AutomationVariablesSchema = v.object({
  STAGE: Stage,
  TABLE_NAME: Text,
  TIMERS_QUEUE_URL: Text,
  EVENT_BUS_NAME: Text,
  /** SSM path without a trailing slash: `/callback-automation/<stage>`. */
  PARAMETER_PATH: v.pipe(Text, v.regex(/^\/.*[^/]$/, 'a path that begins, but does not end, with a slash')),
  /** JSON of `PlacersSchema`. */
  PLACERS: v.pipe(Json, PlacersSchema),
  CUSTOMERS_SECRET: CustomersSecret,
});
