/** The comparison notices what it is there for: a missing field, an extra one, a wrong type, at any depth. */
import type { Models } from 'purecloud-platform-client-v2';
import type { CallbackSchema } from '#shared/genesys/schemas/callback.ts';
import type { Assert, Bare, Same, Taken } from '#test/types/same-model.ts';

type Ours = Taken<typeof CallbackSchema>;
type Theirs = Bare<Models.Callback>;

export type Failures = [
  // @ts-expect-error our schema lacks a field
  Assert<Same<Omit<Ours, 'timeoutSeconds'>, Theirs>>,
  // @ts-expect-error our schema has a field too many
  Assert<Same<Ours, Omit<Theirs, 'timeoutSeconds'>>>,
  // @ts-expect-error our schema has another type
  Assert<Same<Omit<Ours, 'timeoutSeconds'> & { timeoutSeconds: string }, Theirs>>,
  // @ts-expect-error a nested model of ours lacks a field
  Assert<Same<Omit<Ours, 'wrapup'> & { wrapup: Omit<Ours['wrapup'], 'notes'> }, Theirs>>,
  // @ts-expect-error the items of a list of ours lack a field
  Assert<Same<Omit<Ours, 'segments'> & { segments: Omit<Ours['segments'][number], 'type'>[] }, Theirs>>,
];

/** And it names the field. */
export type Names = Assert<Same<Same<Omit<Ours, 'timeoutSeconds'>, Theirs>, 'timeoutSeconds'>>;
