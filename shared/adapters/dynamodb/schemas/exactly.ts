import * as v from 'valibot';
import { durationMs, epochMs } from '#shared/domain/time.ts';

type Covers<A, B> = [A] extends [B] ? unknown : never;

/**
 * Takes a schema only if its output has exactly the fields and values of `T`, optional ones included. Otherwise a new
 * field or word of the domain would be stored, but refused or lost when it is read.
 */
export const exactly =
  <T>() =>
  <S extends v.GenericSchema<unknown, T>>(
    schema: S & Covers<Required<T>, Required<v.InferOutput<S>>>,
  ): v.GenericSchema<unknown, T> =>
    schema;

export const Instant = v.pipe(v.number(), v.safeInteger(), v.transform(epochMs));
export const Duration = v.pipe(v.number(), v.safeInteger(), v.transform(durationMs));
export const Count = v.pipe(v.number(), v.safeInteger());

/** A key that may be missing, but never holds `undefined`. */
export const maybe = <S extends v.GenericSchema>(schema: S) => v.exactOptional(schema);
export const listed = <S extends v.GenericSchema>(schema: S) => v.pipe(v.array(schema), v.readonly());
