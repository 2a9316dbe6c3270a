/** Stored bytes do not have the form that their writer gives them. Says nothing of what they hold. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}
