import {
  between,
  type DurationMs,
  durationMs,
  type EpochMs,
  minutes,
  plus,
  seconds,
} from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';

export interface AccessToken {
  readonly token: string;
  readonly lifetime: DurationMs;
}

/** Answers access tokens. Never rejects: `undefined` where none is to be had. */
export interface TokenSource {
  current(): Promise<string | undefined>;
  /** One that is not `refused`, which was answered with 401. */
  renewed(refused: string): Promise<string | undefined>;
}

export interface TokenSourceOptions {
  /** Asks for a new token; `refused` tells that the last one was. Never rejects, and ends by itself. */
  readonly fetch: (refused: boolean) => Promise<AccessToken | undefined>;
  readonly clock: Clock;
}

interface Known {
  readonly token: string;
  readonly renewAt: EpochMs;
  readonly endsAt: EpochMs;
}

/** While no token is to be had, not everybody who needs one shall wait for that answer. */
const TRY_AGAIN_AFTER = seconds(5);
const LONGEST_MARGIN = minutes(5);

/**
 * Keeps a token until its end, across invocations, and renews it before: a tenth of its life, at most 5 min. At most one
 * request is under way at a time; the old token serves while it is valid and no new one is to be had.
 */
export function createTokenSource({ fetch, clock }: TokenSourceOptions): TokenSource {
  let known: Known | undefined;
  let failedAt: EpochMs | undefined;
  let fetching: Promise<void> | undefined;

  async function fetchNow(refused: boolean): Promise<void> {
    const at = clock.now();
    const answer = await fetch(refused);
    failedAt = answer === undefined ? clock.now() : undefined;
    if (answer !== undefined) known = toKnown(answer, at);
    fetching = undefined;
  }

  async function fetchUnlessJustFailed(refused: boolean): Promise<void> {
    if (fetching === undefined && failedAt !== undefined && between(failedAt, clock.now()) < TRY_AGAIN_AFTER)
      return;
    fetching ??= fetchNow(refused);
    await fetching;
  }

  const usable = () => (known !== undefined && clock.now() < known.endsAt ? known.token : undefined);

  return {
    async current() {
      if (known === undefined || clock.now() >= known.renewAt) await fetchUnlessJustFailed(false);
      return usable();
    },
    async renewed(refused) {
      if (known?.token === refused) {
        known = undefined;
        await fetchUnlessJustFailed(true);
      } else if (fetching !== undefined) await fetching;
      const token = usable();
      return token === refused ? undefined : token;
    },
  };
}

function toKnown({ token, lifetime }: AccessToken, at: EpochMs): Known {
  const margin = durationMs(Math.min(lifetime / 10, LONGEST_MARGIN));
  const endsAt = plus(at, lifetime);
  return { token, endsAt, renewAt: plus(endsAt, durationMs(-margin)) };
}
