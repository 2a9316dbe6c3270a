import { randomBytes } from 'node:crypto';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

export const API_KEY_SECRET = 'callback-automation/local/api-key';

/**
 * Answers the API key: the wanted one, else the one that is kept, else a new one, which is kept from then on.
 *
 * A wanted key that differs from the kept one replaces it as on AWS: the old one stays valid as the previous version.
 */
export async function ensureApiKey(wanted: string | undefined): Promise<string> {
  const secrets = new SecretsManagerClient();
  try {
    const kept = await read(secrets);
    const key = wanted ?? kept ?? randomBytes(24).toString('base64url');
    if (kept === undefined) {
      await secrets.send(new CreateSecretCommand({ Name: API_KEY_SECRET, SecretString: key }));
    } else if (kept !== key) {
      await secrets.send(new PutSecretValueCommand({ SecretId: API_KEY_SECRET, SecretString: key }));
    }
    return key;
  } finally {
    secrets.destroy();
  }
}

async function read(secrets: SecretsManagerClient): Promise<string | undefined> {
  try {
    return (await secrets.send(new GetSecretValueCommand({ SecretId: API_KEY_SECRET }))).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
