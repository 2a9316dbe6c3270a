/** How the type tests compare a schema of ours with Genesys' published typings. */
import type * as v from 'valibot';

/**
 * A type with every field required and no blank values, all the way down.
 *
 * Only with required fields does a missing one show in an assignment.
 */
export type Bare<T> = T extends readonly (infer Item)[]
  ? Bare<NonNullable<Item>>[]
  : T extends object
    ? { [K in keyof T]-?: Bare<NonNullable<T[K]>> }
    : T;

/** What a schema takes in, laid bare. */
export type Taken<Schema extends v.GenericSchema> = Bare<v.InferInput<Schema>>;

/** The model that has every field of two twins; where both have a field, of either's type, objects merged in turn. */
export type Merged<A, B> = [A, B] extends [readonly (infer ItemA)[], readonly (infer ItemB)[]]
  ? Merged<ItemA, ItemB>[]
  : [A, B] extends [object, object]
    ? {
        [K in keyof A | keyof B]: K extends keyof A
          ? K extends keyof B
            ? Merged<A[K], B[K]>
            : A[K]
          : K extends keyof B
            ? B[K]
            : never;
      }
    : A | B;

/** Twins as the schema that accepts both has them. */
export type Twins<A, B> = Merged<Bare<A>, Bare<B>>;

/** `true` where each is assignable to the other; otherwise the fields that differ. */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : Differing<A, B>) : Differing<A, B>;

type Differing<A, B> = {
  [K in keyof A | keyof B]: K extends keyof A
    ? K extends keyof B
      ? [A[K]] extends [B[K]]
        ? [B[K]] extends [A[K]]
          ? never
          : K
        : K
      : K
    : K;
}[keyof A | keyof B];

/** Compiles for `true` only; the error names the fields that differ. */
export type Assert<Claim extends true> = Claim;
