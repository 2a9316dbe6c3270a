import type { Webhook } from 'standardwebhooks';
import { outcomeOfFailure, outcomeOfStatus } from '#shared/adapters/placers/http-outcome.ts';
import { toRequestBody } from '#shared/adapters/placers/placement-request-body.ts';
import type { SecretSource } from '#shared/adapters/secrets/secret-source.ts';
import { signersOf } from '#shared/adapters/standard-webhooks/signers.ts';
import type { DurationMs } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { PlacementOutcome, PlacementRequest, Placer } from '#shared/ports/placer.ts';

const USER_AGENT = 'callback-automation/1';

export interface SignedHttpOptions {
  readonly url: string;
  readonly timeout: DurationMs;
  /** Whether its target has calls made by itself; then only a clear no is one. */
  readonly dials?: boolean | undefined;
}

/**
 * Posts a request that is signed after Standard Webhooks. Its `webhook-id` is the placement key, by which receivers
 * know a repetition.
 */
export function createSignedHttpPlacer(
  options: SignedHttpOptions,
  secrets: SecretSource,
  clock: Clock,
): Placer {
  return {
    kind: 'signed-http',
    repeatable: true,
    async prepare() {
      // Signed with the previous secret too, so that the receiver may change over at any time.
      const signers = signersOf(await secrets());
      return async (request) => {
        const message = sign(request, signers, clock);
        // The key holds the conversation's id, which somebody else chose.
        if (message === undefined) return { kind: 'refused', because: 'unsendable-key', final: true };
        return post(message, options, clock);
      };
    },
  };
}

interface Message {
  readonly headers: Headers;
  readonly body: string;
}

function sign(request: PlacementRequest, signers: readonly Webhook[], clock: Clock): Message | undefined {
  const { placementKey } = request;
  const body = JSON.stringify(toRequestBody(request));
  const at = new Date(clock.now());
  const signatures = signers.map((signer) => signer.sign(placementKey, at, body));
  try {
    const headers = new Headers({
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      'webhook-id': placementKey,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
      // A kept connection may be closed by the other side just as the request goes out, and nobody would know more.
      connection: 'close',
    });
    return { headers, body };
  } catch {
    return undefined;
  }
}

async function post(
  { headers, body }: Message,
  { url, timeout, dials = false }: SignedHttpOptions,
  clock: Clock,
): Promise<PlacementOutcome> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    // Nothing that the other side writes may be logged, so that nobody reads it.
    answer.body?.cancel().catch(() => {});
    return outcomeOfStatus(answer.status, answer.headers.get('retry-after'), clock.now(), { dials });
  } catch (error) {
    return outcomeOfFailure(error);
  }
}
