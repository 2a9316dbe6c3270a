/** Fields that several kinds of placers have. */
import * as v from 'valibot';

const wholeNumber = (least: number, most: number, unit: string) => {
  const expected = `a whole number${unit} from ${least} to ${most}`;
  return v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(least, expected),
    v.maxValue(most, expected),
  );
};

/** How long one request may take. */
export const TimeoutSeconds = v.optional(wholeNumber(1, 10, ' of seconds'), 10);

export const RequestsPerMinute = v.optional(wholeNumber(1, 10_000, ''), 270);

const SECRET = 'the name or ARN of a secret';

export const SecretName = v.pipe(
  v.string(SECRET),
  v.regex(/^(arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[\w/+=.@-]{1,512}$/, SECRET),
);

const FUNCTION = 'the name or ARN of a function';

export const FunctionName = v.pipe(
  v.string(FUNCTION),
  v.regex(/^(arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:function:)?[\w-]{1,64}(:[\w$-]{1,128})?$/, FUNCTION),
);

const GENESYS_ID = 'an id of Genesys Cloud, a UUID';

/** As Genesys Cloud writes its ids: in lower case. */
export const GenesysId = v.pipe(v.string(GENESYS_ID), v.uuid(GENESYS_ID), v.toLowerCase());
