interface Body {
  readonly message: string;
  readonly code: string;
  readonly status: number;
  readonly [name: string]: unknown;
}

/** A refusal in Genesys' form of an error. */
export class GenesysError extends Error {
  override name = 'GenesysError';
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;

  constructor(body: Body, headers: Readonly<Record<string, string>> = {}) {
    super(body.code);
    this.body = body;
    this.headers = headers;
  }
}

const MESSAGES = {
  'bad.request': 'The request could not be understood by the server due to malformed syntax.',
  'invalid.value': 'Value is not valid.',
  'not.a.user':
    'This request requires a user context. Client credentials cannot be used for requests to this resource.',
  'callback.error.missing.callback.numbers': 'The callback numbers are missing.',
  'callback.error.missing.queue.id': 'The queue id is missing.',
  'callback.error.scheduled.time.too.far.in.future': 'Callback is scheduled to far in the future.',
  'conversation.error.callback.call.cannot.be.placed':
    'An error occurred while trying to place the callback.',
  'conversation.error.participant.no.active.conversations': 'The participant has no active conversations.',
} as const;

/** A 400 that Genesys documents. */
export const badRequest = (code: keyof typeof MESSAGES) =>
  new GenesysError({ message: MESSAGES[code], code, status: 400 });

export const unauthorized = () =>
  new GenesysError({ message: 'Invalid login credentials.', code: 'bad.credentials', status: 401 });

export const notActiveParticipant = () =>
  new GenesysError({
    message: 'The requesting user is not an active participant in this conversation.',
    code: 'conversation.error.forbidden.not.active.participant',
    status: 403,
  });

export const notFound = () =>
  new GenesysError({ message: 'The requested resource was not found.', code: 'not.found', status: 404 });

export const methodNotAllowed = () =>
  new GenesysError({ message: 'HTTP 405 Method Not Allowed', code: 'method.not.allowed', status: 405 });

/** `key` names the limit that was reached. */
export const tooManyRequests = (requests: number, retryAfterSeconds: number, key: string) =>
  new GenesysError(
    {
      message: `Rate limit exceeded the maximum [${requests}] requests within [60] seconds`,
      code: 'too.many.requests',
      status: 429,
      messageWithParams:
        'Rate limit exceeded the maximum [{maxRequests}] requests within [{seconds}] seconds',
      limit: { namespace: 'platform.api', key, value: requests },
    },
    { 'retry-after': String(retryAfterSeconds) },
  );

const SERVER_ERRORS: ReadonlyMap<number, string> = new Map([
  [500, 'internal.server.error'],
  [502, 'bad.gateway'],
  [503, 'service.unavailable'],
  [504, 'request.timeout'],
]);

export const failed = (status: number, code = SERVER_ERRORS.get(status) ?? 'internal.server.error') =>
  new GenesysError({ message: 'The server encountered an unexpected condition.', code, status });

/** Turns a refusal into an answer; its `contextId` is what Genesys' support asks for. */
export const errorResponse = ({ body, headers }: GenesysError, contextId: string) =>
  Response.json(
    { ...body, contextId, details: [], errors: [] },
    { status: body.status, headers: { ...headers, 'inin-correlation-id': contextId } },
  );
