import {
  CreateSecretCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** Creates a secret; one that is there already stays as it is. */
export async function ensureSecret(name: string, value: string): Promise<void> {
  const secrets = new SecretsManagerClient();
  try {
    await secrets.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
  } finally {
    secrets.destroy();
  }
}
