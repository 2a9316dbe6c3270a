import { createFakeGenesys, type FakeGenesysOptions } from '#local/genesys/create-fake-genesys.ts';
import { OAUTH_CLIENT } from '#local/genesys/defaults.ts';
import type { Notification } from '#local/genesys/notifications.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { epochMs } from '#shared/domain/time.ts';

export const START = Date.parse('2026-09-01T12:00:00Z');

const BASE = 'http://127.0.0.1:1/_genesys';
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

/** A fake on a clock that stands still until it is moved, and a client of it. */
export function aFake(options: Partial<FakeGenesysOptions> = {}) {
  const clock = createMemoryClock(epochMs(START));
  const notifications: Notification[] = [];
  const fake = createFakeGenesys({ clock, notify: (one) => void notifications.push(one), ...options });
  const token = (
    id = OAUTH_CLIENT.clientId,
    secret = OAUTH_CLIENT.clientSecret,
    grant = 'client_credentials',
  ) =>
    fake.fetch(`${BASE}/oauth/token`, {
      method: 'POST',
      headers: { authorization: basic(id, secret), 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=${grant}`,
    });
  const bearer = async () => ((await (await token()).json()) as { access_token: string }).access_token;
  let known: string | undefined;
  const api = async (
    method: string,
    path: string,
    body?: object,
    options: { as?: string; signal?: AbortSignal } = {},
  ) => {
    known ??= await bearer();
    const { as = known, signal } = options;
    return fake.fetch(`${BASE}/api/v2/${path}`, {
      method,
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  };
  return {
    ...fake,
    base: BASE,
    clock,
    notifications,
    token,
    api,
    /** Lets time pass, with all that happens by itself meanwhile. */
    pass(seconds: number) {
      clock.moveTo(epochMs(clock.now() + seconds * 1000));
      fake.runDue();
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail where it isn't there
export const json = async (response: Response | Promise<Response>): Promise<any> => (await response).json();
