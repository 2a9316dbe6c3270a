/** How a call to AWS failed, as far as it matters to whoever has to decide about trying again. */
export type Failure =
  /** Nothing left this machine. */
  | 'not-sent'
  /** AWS refused it for now. */
  | 'throttled'
  /** AWS refused it, and will refuse it again until somebody mends something. */
  | 'refused'
  /** AWS may or may not have done it. */
  | 'unknown';

const NOTHING_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CredentialsProviderError']);
/** Client faults that pass by themselves: credentials are renewed, clocks are set. */
const PASSING = /^(Expired|RequestExpired|RequestTimeTooSkewed|RequestTimeout|UnrecognizedClient)/;
const THROTTLING = /Throttl|TooManyRequests|LimitExceeded|SlowDown/;

/** Tells how a call to AWS failed, by the names, codes and status that the SDK's errors carry. */
export function failureOf(error: unknown): Failure {
  const name = textIn(error, 'name');
  if (NOTHING_SENT.has(name) || NOTHING_SENT.has(textIn(error, 'code'))) return 'not-sent';
  if (THROTTLING.test(name) || statusOf(error) === 429) return 'throttled';
  // Without a status nobody answered: a time-out or a reset after the request may have left.
  const status = statusOf(error);
  if (status === undefined || status < 400 || status >= 500) return 'unknown';
  return PASSING.test(name) ? 'throttled' : 'refused';
}

function textIn(error: unknown, key: string): string {
  const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : '';
}

function statusOf(error: unknown): number | undefined {
  const metadata: unknown = error instanceof Error ? Reflect.get(error, '$metadata') : undefined;
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const status: unknown = Reflect.get(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}
