import type { Exchange } from '#shared/adapters/genesys-api/exchange.ts';
import type { ErrorFacts } from '#shared/adapters/genesys-api/read-error-body.ts';
import { type DurationMs, minutes } from '#shared/domain/time.ts';

/** Genesys' no: it certainly did not do what it was asked for. */
export interface Refusal extends ErrorFacts {
  readonly status: number;
}

/** What became of a request to Genesys. */
export type GenesysAnswer =
  /** 2xx; `text` where it was asked for. */
  | { readonly kind: 'done'; readonly text?: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Certainly not sent, or not acted on; worth another try. */
  | { readonly kind: 'postponed'; readonly because: string; readonly retryAfter?: DurationMs }
  /** Genesys may have done it. */
  | { readonly kind: 'unknown'; readonly because: string };

/** Genesys knows no such thing. A 404 without its own words may come from anybody on the way. */
export const isUnknownToGenesys = ({ status, code }: Refusal): boolean =>
  status === 404 && code !== undefined;

/** Statuses with which Genesys says that it did nothing. Any that is not listed leaves it open. */
const DEFINITE: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 409, 410, 413, 415, 422]);
/** The one 500 that is documented as a clear no: the agent's phone is not there. */
export const NO_STATION = 'providerapi.error.station.no.active.edge';

/** Genesys asks for hours when a daily limit is used up: that is no wait but a giving up for now. */
export const LONGEST_WAIT = minutes(3);

type Answered = Extract<Exchange, { kind: 'answered' }>;

const isDefiniteNo = ({ status, error }: Answered) =>
  DEFINITE.has(status) || Math.floor(status / 100) === 3 || (status === 500 && error.code === NO_STATION);

/** Tells what an exchange means for whoever made the request. */
export function toAnswer(exchange: Exchange): GenesysAnswer {
  switch (exchange.kind) {
    case 'not-sent':
      return { kind: 'postponed', because: exchange.because };
    case 'lost':
      return { kind: 'unknown', because: exchange.because };
    case 'answered':
      return toAnswered(exchange);
  }
}

function toAnswered(answered: Answered): GenesysAnswer {
  const { status, error, text, retryAfter } = answered;
  if (status >= 200 && status < 300) return { kind: 'done', ...(text !== undefined && { text }) };
  if (isDefiniteNo(answered)) return { kind: 'refused', refusal: { status, ...error } };
  if (status !== 429) return { kind: 'unknown', because: 'no-clear-answer' };
  const isShort = retryAfter !== undefined && retryAfter <= LONGEST_WAIT;
  return { kind: 'postponed', because: 'too-many-requests', ...(isShort && { retryAfter }) };
}

/** Whether an exchange shows that Genesys is out of order: not that it says no. */
export function isOutage(exchange: Exchange): boolean {
  return exchange.kind !== 'answered' || (exchange.status >= 500 && !isDefiniteNo(exchange));
}
