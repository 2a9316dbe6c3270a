import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { type AuthDeps, createAuthenticator } from '#shared/adapters/auth/authenticate.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import type { AuthConfig } from '#shared/config/auth.ts';
import { noon } from '#test/builders/times.ts';

const NOW = noon(0);
const clock = createMemoryClock(NOW);
const SECRET = `whsec_${Buffer.from('a secret of 24 characters').toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.from('what the secret was before').toString('base64')}`;

const outOfReach = async (): Promise<never> => {
  throw new Error('out of reach');
};
const unasked = async (): Promise<never> => {
  throw new Error('a secret was fetched without need');
};

const anAuthenticator = (config: Partial<AuthConfig> = {}, deps: Partial<AuthDeps> = {}) =>
  createAuthenticator(
    { accept: ['api-key'], require: 'any', ...config },
    {
      apiKeys: async () => ['new key', 'old key'],
      signingSecrets: async () => [SECRET, OLD_SECRET],
      clock,
      ...deps,
    },
  );

const withKey = (key: string, name = 'x-api-key') => ({ headers: { [name]: key }, body: '{}' });

/** A request that is signed as Standard Webhooks says, so many seconds from now. */
function signed({ secret = SECRET, body = '{"a":"ä"}', secondsAway = 0 } = {}) {
  const at = noon(secondsAway);
  return {
    headers: {
      'Webhook-Id': 'msg_1',
      'Webhook-Timestamp': String(at / 1000),
      'Webhook-Signature': new Webhook(secret).sign('msg_1', new Date(at), body),
    },
    body,
  };
}

const bySignature: Partial<AuthConfig> = { accept: ['signature'] };

describe('authentication by API key', () => {
  it.each(['new key', 'old key'])('accepts the key "%s" while both are live', async (key) => {
    expect(await anAuthenticator()(withKey(key))).toBe('authenticated');
  });

  it.each(['X-Api-Key', 'X-API-KEY'])('finds the key in the header %s', async (name) => {
    expect(await anAuthenticator()(withKey('new key', name))).toBe('authenticated');
  });

  it.each(['new', 'new key2', 'NEW KEY', 'new key,old key'])('refuses the key "%s"', async (key) => {
    expect(await anAuthenticator()(withKey(key))).toBe('refused');
  });

  it.each(['', ' '])('refuses the blank key "%s" without fetching any secret', async (key) => {
    expect(await anAuthenticator({}, { apiKeys: unasked })(withKey(key))).toBe('refused');
  });

  it('refuses a request without a key without fetching any secret', async () => {
    expect(await anAuthenticator({}, { apiKeys: unasked })({ headers: {}, body: '' })).toBe('refused');
  });

  it('rejects when the keys are out of reach', async () => {
    const authenticate = anAuthenticator({}, { apiKeys: outOfReach });
    await expect(authenticate(withKey('new key'))).rejects.toThrow('out of reach');
  });

  it('reads the keys again before it refuses one that may have been rotated in just now', async () => {
    const ages: (number | undefined)[] = [];
    const apiKeys: AuthDeps['apiKeys'] = async (maxAge) => {
      ages.push(maxAge);
      return maxAge === undefined ? ['old key'] : ['newest key', 'old key'];
    };
    expect(await anAuthenticator({}, { apiKeys })(withKey('newest key'))).toBe('authenticated');
    expect(await anAuthenticator({}, { apiKeys })(withKey('wrong key'))).toBe('refused');
    expect(ages).toEqual([undefined, 30_000, undefined, 30_000]);
  });
});

describe('authentication by signature', () => {
  it.each([SECRET, OLD_SECRET])('accepts a signature with either live secret', async (secret) => {
    expect(await anAuthenticator(bySignature)(signed({ secret }))).toBe('authenticated');
  });

  it('accepts one good signature among several', async () => {
    const { headers, body } = signed();
    const several = `v1,AAAA v2,BBBB ${headers['Webhook-Signature']}`;
    const request = { headers: { ...headers, 'Webhook-Signature': several }, body };
    expect(await anAuthenticator(bySignature)(request)).toBe('authenticated');
  });

  it('refuses a body that was changed by one byte', async () => {
    expect(await anAuthenticator(bySignature)({ ...signed(), body: '{"a":"a"}' })).toBe('refused');
  });

  it.each(['Webhook-Id', 'Webhook-Timestamp', 'Webhook-Signature'])(
    'refuses a request without %s without fetching any secret',
    async (name) => {
      const { headers, body } = signed();
      const authenticate = anAuthenticator(bySignature, { signingSecrets: unasked });
      expect(await authenticate({ headers: { ...headers, [name]: undefined }, body })).toBe('refused');
    },
  );

  it.each([
    [-301, 'refused'],
    [-300, 'authenticated'],
    [300, 'authenticated'],
    [301, 'refused'],
  ])('answers a signature %i s from now with %s', async (secondsAway, answer) => {
    expect(await anAuthenticator(bySignature)(signed({ secondsAway }))).toBe(answer);
  });

  it.each(['soon', '1e9', '-1', '1788264000.5', '9'.repeat(400)])(
    'refuses the time stamp %s',
    async (timestamp) => {
      const { headers, body } = signed();
      const request = { headers: { ...headers, 'Webhook-Timestamp': timestamp }, body };
      expect(await anAuthenticator(bySignature)(request)).toBe('refused');
    },
  );

  it('works with the usable secret beside one that has no form of a signing secret', async () => {
    const signingSecrets = async () => [SECRET, 'g!ve me "anything"'];
    expect(await anAuthenticator(bySignature, { signingSecrets })(signed())).toBe('authenticated');
  });

  it('rejects when no secret has the form of a signing secret', async () => {
    const authenticate = anAuthenticator(bySignature, { signingSecrets: async () => ['g!ve me'] });
    await expect(authenticate(signed())).rejects.toMatchObject({ name: 'UnusableSigningSecretError' });
  });
});

describe('authentication in both ways', () => {
  const any: Partial<AuthConfig> = { accept: ['api-key', 'signature'], require: 'any' };
  const all: Partial<AuthConfig> = { accept: ['api-key', 'signature'], require: 'all' };
  const both = { ...signed(), headers: { ...signed().headers, 'x-api-key': 'new key' } };

  it('needs one of them where any is enough', async () => {
    expect(await anAuthenticator(any)(withKey('new key'))).toBe('authenticated');
    expect(await anAuthenticator(any)(signed())).toBe('authenticated');
    expect(await anAuthenticator(any)(withKey('wrong'))).toBe('refused');
  });

  it('needs both of them where all are required', async () => {
    expect(await anAuthenticator(all)(both)).toBe('authenticated');
    expect(await anAuthenticator(all)(withKey('new key'))).toBe('refused');
    expect(await anAuthenticator(all)(signed())).toBe('refused');
  });

  it('accepts one that holds where any is enough, although the other cannot be checked', async () => {
    expect(await anAuthenticator(any, { signingSecrets: outOfReach })(both)).toBe('authenticated');
  });

  it('rejects where any is enough, none holds and one cannot be checked', async () => {
    const request = { ...both, headers: { ...both.headers, 'x-api-key': 'wrong' } };
    await expect(anAuthenticator(any, { signingSecrets: outOfReach })(request)).rejects.toThrow();
  });

  it('refuses one that does not hold where all are required, although the other cannot be checked', async () => {
    const request = { ...both, headers: { ...both.headers, 'x-api-key': 'wrong' } };
    expect(await anAuthenticator(all, { signingSecrets: outOfReach })(request)).toBe('refused');
  });

  it('rejects where all are required and one cannot be checked', async () => {
    await expect(anAuthenticator(all, { signingSecrets: outOfReach })(both)).rejects.toThrow();
  });

  it('cannot be built without the secrets that it needs', () => {
    expect(() => createAuthenticator({ accept: ['signature'], require: 'any' }, { clock })).toThrow(
      'No secret is configured for requests with signature.',
    );
  });
});
