/** Whoever is handed callbacks by signed requests. It is not killed, and so knows what really reached it. */
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { PlacementRequestBody } from '#shared/adapters/placers/placement-request-body.ts';
import { serveBodies } from '#test/crash/serve-bodies.ts';
import { sleep } from '#test/e2e/target.ts';

export interface HandOver extends PlacementRequestBody {
  readonly receivedAt: number;
}

export interface ReceiverOptions {
  /** How long the next answer takes. */
  readonly answerMs: () => number;
  readonly onRequest?: () => void;
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

export const RECEIVER_SECRET = `whsec_${Buffer.from('thirty-two characters as a secret').toString('base64')}`;

export async function startReceiver({ answerMs, onRequest = () => {} }: ReceiverOptions) {
  const handOvers: HandOver[] = [];
  const webhook = new Webhook(RECEIVER_SECRET);
  const { url, close } = await serveBodies(async (body, headers) => {
    const receivedAt = Date.now();
    const payload = webhook.verify(body, headers as Record<string, string>);
    handOvers.push({ ...v.parse(PlacementRequestBody, payload), receivedAt });
    onRequest();
    await sleep(answerMs());
    return 204;
  });
  return {
    url: `${url}/callbacks`,
    handOvers: handOvers as readonly HandOver[],
    close,
  };
}
