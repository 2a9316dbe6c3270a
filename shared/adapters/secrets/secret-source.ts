import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { createRefreshed } from '#shared/adapters/cache/refreshed.ts';
import { type DurationMs, hours, minutes } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';

/** Answers a secret's current value, then its previous one if there is any, at most `maxAge` old (5 min by default). */
export type SecretSource = (maxAge?: DurationMs) => Promise<readonly string[]>;

const FRESH_FOR = minutes(5);
/** How long the last known values serve while the store is out of reach. */
const USABLE_FOR = hours(1);

/** A secret exists but holds no text. */
export class EmptySecretError extends Error {
  override readonly name = 'EmptySecretError';

  constructor() {
    super('A secret holds no text.');
  }
}

/** Reads a secret from Secrets Manager. The previous version stays valid, so that a rotation refuses nobody. */
export function createSecretSource(
  client: SecretsManagerClient,
  secretId: string,
  clock: Clock,
): SecretSource {
  return createRefreshed({
    clock,
    freshFor: FRESH_FOR,
    usableFor: USABLE_FOR,
    fetch: async () => {
      const [current, previous] = await Promise.all([
        fetchVersion(client, secretId, 'AWSCURRENT'),
        fetchVersion(client, secretId, 'AWSPREVIOUS').catch(nothingIfMissing),
      ]);
      if (!current) throw new EmptySecretError();
      return previous && previous !== current ? [current, previous] : [current];
    },
  });
}

async function fetchVersion(
  client: SecretsManagerClient,
  secretId: string,
  stage: string,
): Promise<string | undefined> {
  const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId, VersionStage: stage }));
  return answer.SecretString?.trim();
}

/** A secret that was never rotated has no previous version. */
function nothingIfMissing(error: unknown): undefined {
  if (!(error instanceof ResourceNotFoundException)) throw error;
}
