import * as v from 'valibot';

/** An access token: what no header could hold would be quoted by the error that says so. */
export const TokenText = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,16384}$/));
