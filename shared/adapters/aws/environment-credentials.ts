/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles: a function has its credentials in its environment,
 * and the other providers would be two fifths of each bundle.
 */

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The environment holds no credentials. The name makes the SDK's callers see that nothing was sent. */
class CredentialsProviderError extends Error {
  override readonly name = 'CredentialsProviderError';
}

/** What the SDK's clients call when they are given no credentials. */
export const defaultProvider = () => async (): Promise<Credentials> => {
  // biome-ignore lint/style/noProcessEnv: the SDK makes the provider, so that nobody could hand the variables in.
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new CredentialsProviderError('The environment holds no AWS credentials.');
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
};
