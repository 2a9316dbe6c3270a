import type { Refusal } from '#shared/genesys/parse-notification.ts';

/** Why a request is not taken, in words of ours. */
export type RefusalReason =
  | Refusal['reason']
  | 'all-refused'
  | 'unauthenticated'
  | 'unknown-conversation'
  | 'unknown-callback'
  | 'not-undecided'
  | 'another-doubt'
  | 'not-found'
  | 'method-not-allowed'
  | 'too-large';

export type Issue = Refusal['issues'][number];

/** The sender's fault: the request is answered with a problem, and sending it again cannot help. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly reason: RefusalReason;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    reason: RefusalReason,
    {
      issues = [],
      headers = {},
    }: { issues?: readonly Issue[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(reason);
    this.reason = reason;
    this.issues = issues;
    this.headers = headers;
  }
}
