import type { LiveCheck } from '#shared/ports/live-check.ts';
import type { PlacementOutcome, PlacementRequest, Placer } from '#shared/ports/placer.ts';

export interface PhoneSystemOptions {
  /** Where the phone system takes `{ number, reference }`. */
  readonly url: string;
  /** Less than the ten seconds that a claim leaves for a request. */
  readonly timeoutMs: number;
  /** Names the Genesys client that the live check asks by. */
  readonly client: string;
  readonly requestsPerMinute: number;
}

/** Has a phone system dial: a placer to start from. */
export function createPhoneSystemPlacer(
  { url, timeoutMs, client, requestsPerMinute }: PhoneSystemOptions,
  key: () => Promise<string>,
  liveCheck: LiveCheck,
): Placer {
  return {
    kind: 'phone-system',
    // It would dial again for the same reference, so an unknown outcome must never be repeated.
    repeatable: false,
    dialing: {
      liveCheck,
      callsShow: 'elsewhere',
      needsAgent: false,
      client,
      requestsPerPlacement: 1,
      requestsPerMinute,
    },
    async prepare() {
      // Whatever takes time comes here, before the claim. A rejection means that nothing was claimed.
      const [authorization] = await Promise.all([key(), liveCheck.prepare()]);
      return (request) => dial(request, { url, timeoutMs, authorization });
    },
  };
}

interface Target {
  readonly url: string;
  readonly timeoutMs: number;
  readonly authorization: string;
}

async function dial(
  { e164, placementKey }: PlacementRequest,
  { url, timeoutMs, authorization }: Target,
): Promise<PlacementOutcome> {
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ number: e164, reference: placementKey }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return toOutcome(status);
  } catch {
    // A time-out or a lost connection: it may be dialling by now. Never say no where it is not certain.
    return { kind: 'unknown', because: 'no-answer' };
  }
}

function toOutcome(status: number): PlacementOutcome {
  if (status >= 200 && status < 300) return { kind: 'placed' };
  if (status === 429) return { kind: 'postponed', because: 'too-many-requests' };
  if (status === 408) return { kind: 'unknown', because: 'no-clear-answer' };
  if (status >= 300 && status < 500) return { kind: 'refused', because: `http-${status}`, final: true };
  return { kind: 'unknown', because: 'no-clear-answer' };
}
