import * as v from 'valibot';
import { badRequest } from '#local/genesys/genesys-error.ts';

/** Parses a body. A field that the fake does not know is refused: it would be ignored in silence. */
export function parseBody<T extends v.GenericSchema>(schema: T, text: string): v.InferOutput<T> {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (!result.success) throw badRequest('bad.request');
  return result.output;
}
