import { describe, expect, it } from 'vitest';
import { CustomersKey } from '#cdk/constructs/customers-key.ts';
import { onlyResource, resourcesOf, stackTemplate, templateOf } from '#test/cdk/synthesis.ts';

const secretsOf = (config: unknown) => [...resourcesOf(stackTemplate('test', config), SECRET).keys()];
const SECRET = 'AWS::SecretsManager::Secret';

describe('the key of the customers', () => {
  it('is made where the stage notes who was reached, and nowhere else', () => {
    expect(secretsOf({})).toEqual(['CredentialsApiKey']);
    expect(secretsOf({ customersReached: true })).toEqual(['CredentialsApiKey', 'CustomersKeySecret']);
  });

  it('is made up by AWS: 32 bytes in hexadecimal', () => {
    const { Properties } = propertiesOfTheKey();
    const { PasswordLength, ExcludeCharacters, ...excluded } = Properties.GenerateSecretString;
    expect(PasswordLength).toBe(64);
    expect(excluded).toEqual({ ExcludePunctuation: true, ExcludeUppercase: true, IncludeSpace: false });
    const left = [...'abcdefghijklmnopqrstuvwxyz0123456789'].filter(
      (one) => !ExcludeCharacters.includes(one),
    );
    expect(left.join('')).toBe('abcdef0123456789');
    expect(Properties.SecretString).toBeUndefined();
  });
});

function propertiesOfTheKey() {
  return onlyResource(
    templateOf((stack) => {
      new CustomersKey(stack, 'CustomersKey', { stage: 'test' });
    }),
    SECRET,
  );
}
