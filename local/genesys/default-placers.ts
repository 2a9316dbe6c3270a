import { CONTACT_LIST, CUSTOMER_FIRST_QUEUE } from '#local/genesys/defaults.ts';
import type { PlacersConfig } from '#shared/config/placers.ts';

/** The secret with the OAuth client of the fake. */
export const GENESYS_SECRET = 'genesys/oauth-client';

/** The function that has the fake make tokens of agents. */
export const AGENT_TOKEN_FUNCTION = 'agent-token';

/** The placers of a local stack for which nobody declared any: all of them use the fake. */
export function defaultPlacers(url: string): PlacersConfig {
  const genesys = { url, secret: GENESYS_SECRET, requestsPerMinute: 270 };
  const { id: contactListId, numberColumn, placementKeyColumn } = CONTACT_LIST;
  return {
    'genesys-callback': { kind: 'genesys-callback', genesys, queueId: CUSTOMER_FIRST_QUEUE.id },
    'genesys-call': {
      kind: 'genesys-call',
      genesys,
      agentTokens: { functionName: AGENT_TOKEN_FUNCTION },
    },
    'genesys-campaign': {
      kind: 'genesys-campaign-contact',
      genesys,
      contactListId,
      columns: { number: numberColumn, placementKey: placementKeyColumn },
    },
  };
}

/** The secrets of the placers that use a stand-in on this machine. */
export function standInSecretsOf(placers: PlacersConfig): readonly string[] {
  const secrets = Object.values(placers).flatMap(({ genesys }) =>
    genesys?.url === undefined ? [] : [genesys.secret],
  );
  return [...new Set(secrets)];
}
