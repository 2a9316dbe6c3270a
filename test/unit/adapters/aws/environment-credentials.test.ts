import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultProvider } from '#shared/adapters/aws/environment-credentials.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the credentials of a function', () => {
  it('come from its environment, as they are when they are asked for', async () => {
    const provide = defaultProvider();
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token');
    expect(await provide()).toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
  });

  it('need no session token', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', '');
    expect(await defaultProvider()()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret' });
  });

  it.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(
    'are missing without %s, and the error quotes none',
    async (name) => {
      vi.stubEnv('AWS_ACCESS_KEY_ID', 'the-id');
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'the-secret');
      vi.stubEnv(name, '');
      const error = await defaultProvider()().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'CredentialsProviderError' });
      expect(String(error)).not.toMatch(/the-id|the-secret/);
    },
  );
});
