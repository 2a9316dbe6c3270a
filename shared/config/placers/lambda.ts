import * as v from 'valibot';
import { DialingKeys, isWholeDialing, WHOLE_DIALING } from '#shared/config/placers/dialing.ts';
import { FunctionName, TimeoutSeconds } from '#shared/config/placers/fields.ts';

const LambdaKeys = v.strictObject({
  kind: v.literal('lambda'),
  /** Name or ARN of the function to invoke. */
  functionName: FunctionName,
  timeoutSeconds: TimeoutSeconds,
  ...DialingKeys,
});

export const LambdaSchema = v.pipe(
  LambdaKeys,
  v.forward(
    v.check((placer: v.InferOutput<typeof LambdaKeys>) => isWholeDialing(placer), WHOLE_DIALING),
    ['genesys'],
  ),
);
