import { describe, expect, it } from 'vitest';
import { Credentials } from '#cdk/constructs/credentials.ts';
import { resourcesOf, templateOf } from '#test/cdk/synthesis.ts';

const secretsOf = (signatures: boolean) => {
  const template = templateOf((stack) => {
    new Credentials(stack, 'Credentials', { stage: 'test', signatures });
  });
  return [...resourcesOf(template, 'AWS::SecretsManager::Secret')];
};

describe('the credentials', () => {
  it('are an API key alone where signatures are not accepted', () => {
    expect(secretsOf(false).map(([id]) => id)).toEqual(['CredentialsApiKey']);
  });

  it('are joined by a signing secret where signatures are', () => {
    expect(secretsOf(true).map(([id]) => id)).toEqual(['CredentialsApiKey', 'CredentialsSigningSecret']);
  });

  it('are made up by AWS, in an alphabet and a length that make them base64 as they stand', () => {
    for (const [, { Properties }] of secretsOf(true)) {
      const { ExcludePunctuation, IncludeSpace, PasswordLength } = Properties.GenerateSecretString;
      expect({ ExcludePunctuation, IncludeSpace }).toEqual({ ExcludePunctuation: true, IncludeSpace: false });
      expect(PasswordLength % 4).toBe(0);
      // Standard Webhooks asks for 24 to 64 bytes.
      expect((PasswordLength / 4) * 3).toBeGreaterThanOrEqual(24);
      expect((PasswordLength / 4) * 3).toBeLessThanOrEqual(64);
      expect(Properties.SecretString).toBeUndefined();
    }
  });
});
