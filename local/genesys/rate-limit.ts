import { tooManyRequests } from '#local/genesys/genesys-error.ts';
import type { Token, World } from '#local/genesys/world.ts';

const WINDOW_MS = 60_000;

/**
 * Counts a request, or refuses it where there were too many within any 60 s.
 *
 * Stricter than a window that begins anew each minute, of which a client could use up two at once.
 */
export function createRateLimit(world: World): (token: Token, now: number) => void {
  const requests = new Map<string, number[]>();
  return ({ clientId, userId }, now) => {
    const limit = world.settings.requestsPerMinute;
    const owner = `${clientId} ${userId ?? ''}`;
    const recent = (requests.get(owner) ?? []).filter((at) => at > now - WINDOW_MS);
    requests.set(owner, recent);
    if (recent.length >= limit) {
      const frees = (recent[recent.length - limit] ?? now) + WINDOW_MS;
      const key =
        userId === undefined ? 'client.credentials.token.rate.per.minute' : 'org.app.user.rate.per.minute';
      throw tooManyRequests(limit, Math.max(1, Math.ceil((frees - now) / 1000)), key);
    }
    recent.push(now);
  };
}
