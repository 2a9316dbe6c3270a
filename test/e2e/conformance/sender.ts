/** A sender of webhooks that keeps to Standard Webhooks. */
import { Webhook } from 'standardwebhooks';
import type { Notice } from '#test/e2e/conformance/callbacks.ts';

export interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a delivery ended for its sender; without an answer, it knows nothing of what the receiver did. */
export type Ending =
  | { readonly kind: 'answered'; readonly status: number; readonly said: string }
  | { readonly kind: 'no-answer' };

export interface Sender {
  readonly url: string;
  /** The request that delivers a notice; signed now, unless another time is given. */
  requestFor(notice: Notice, at?: Date): Request;
  /** Sends one request; an abort is a sender that does not wait any longer. */
  send(request: Request, giveUp?: AbortSignal): Promise<Ending>;
  /** Delivers once. */
  deliver(notice: Notice, giveUp?: AbortSignal): Promise<Ending>;
  /** Delivers again, as senders do, for as long as there is hope that the receiver takes it. */
  deliverUntilTaken(notice: Notice): Promise<Ending>;
}

export interface SenderOptions {
  readonly url: string;
  readonly secret: string;
  /** Gets everything that the receiver answers, and each signature. */
  readonly hear?: (ending: Ending, request: Request) => void;
}

const MOST_TRIES = 10;

export function createSender({ url, secret, hear = () => {} }: SenderOptions): Sender {
  const requestFor: Sender['requestFor'] = (notice, at = new Date()) => ({
    headers: signed(notice, secret, at),
    body: notice.body,
  });
  const send: Sender['send'] = async (request, giveUp) => {
    const ending = await post(url, request, giveUp);
    hear(ending, request);
    return ending;
  };
  const deliver: Sender['deliver'] = (notice, giveUp) => send(requestFor(notice), giveUp);
  return {
    url,
    requestFor,
    send,
    deliver,
    async deliverUntilTaken(notice) {
      for (let tries = 1; ; tries++) {
        const ending = await deliver(notice);
        if (!isWorthAnotherTry(ending)) return ending;
        if (tries === MOST_TRIES) throw new Error(`Nobody took a notice in ${MOST_TRIES} tries.`);
      }
    },
  };
}

/** The three headers of Standard Webhooks. */
export function signed({ id, body }: Notice, secret: string, at: Date): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

async function post(url: string, { headers, body }: Request, giveUp?: AbortSignal): Promise<Ending> {
  try {
    const response = await fetch(`${url}/notifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: giveUp ?? null,
    });
    const said = JSON.stringify([...response.headers]) + (await response.text());
    return { kind: 'answered', status: response.status, said };
  } catch {
    return { kind: 'no-answer' };
  }
}

/** API destinations try again on these; any other 4xx ends the matter, whether or not the receiver knows. */
function isWorthAnotherTry(ending: Ending): boolean {
  return ending.kind === 'no-answer' || ending.status >= 500 || [401, 407, 409, 429].includes(ending.status);
}
