/** How a request ended that got no answer. */
export type SendingFailure =
  /** Without a connection it is certain that nothing was sent. */
  | { readonly sent: 'no'; readonly because: 'no-connection' | 'no-secure-connection' }
  | { readonly sent: 'maybe'; readonly because: 'timed-out' | 'connection-lost' };

/** Codes that only come before a connection is there. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** Node's and OpenSSL's codes for a certificate that does not hold: the request waits for the handshake. */
const NO_SECURE_CONNECTION = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;
/** Node gives this failure the same code as a reset after sending. */
const HANDSHAKE_BROKEN_OFF =
  'Client network socket disconnected before secure TLS connection was established';

/** Tells by what `fetch` rejected with whether the request may have left. In doubt it may. */
export function sendingFailureOf(error: unknown): SendingFailure {
  // `fetch` hides what happened in the cause of its error.
  const cause = error instanceof Error ? error.cause : undefined;
  if (isWithoutConnection(cause) || isRefusedByFetch(cause)) return { sent: 'no', because: 'no-connection' };
  if (isWithoutHandshake(cause)) return { sent: 'no', because: 'no-secure-connection' };
  return { sent: 'maybe', because: isTimeout(error) ? 'timed-out' : 'connection-lost' };
}

function isWithoutConnection(cause: unknown): boolean {
  // Where a name has several addresses, Node tries one after another and gathers how each failed.
  if (cause instanceof AggregateError)
    return cause.errors.length > 0 && cause.errors.every(isWithoutConnection);
  return NO_CONNECTION.has(textIn(cause, 'code')) || textIn(cause, 'syscall') === 'connect';
}

/** `fetch` itself sends to no port that it takes for another protocol's. */
const isRefusedByFetch = (cause: unknown) => textIn(cause, 'message') === 'bad port';

const isWithoutHandshake = (cause: unknown) =>
  NO_SECURE_CONNECTION.test(textIn(cause, 'code')) || textIn(cause, 'message') === HANDSHAKE_BROKEN_OFF;

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError';

function textIn(error: unknown, key: string): string {
  const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : '';
}
