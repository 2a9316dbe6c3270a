/** Secrets and functions of a deployer who made mistakes. */
import { NUMBER, OAUTH_SECRET, SECRET, SPOILT_SECRET, TEXT } from '#test/integration/privacy/canaries.ts';

/** By name. */
export const SECRETS = {
  sound: OAUTH_SECRET,
  'no-json': SPOILT_SECRET,
  'other-json': JSON.stringify({ clientID: SECRET.clientId, client_secret: SECRET.clientSecret }),
  signing: SECRET.signingSecret,
};

/** Functions of the deployer's that do what they should not. */
export const FUNCTIONS: Readonly<Record<string, (told: string) => unknown>> = {
  throws: (told) => {
    throw new Error(`cannot do ${told}`);
  },
  'throws-text': (told) => {
    throw told;
  },
  quotes: (told) => told,
  reasons: () => ({ outcome: 'failed', reason: NUMBER.e164, retryable: false }),
  words: () => ({ outcome: 'unknown', reason: TEXT.customer }),
  token: () => ({ accessToken: `${SECRET.agentToken}\n${NUMBER.e164}` }),
};
