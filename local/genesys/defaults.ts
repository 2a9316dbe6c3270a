/** What the fake has where nobody says otherwise; the local stack's own placers point to it. */
import type { ContactList, OAuthClient, Queue } from '#local/genesys/world.ts';

/** Callbacks in it wait for an agent, or for the automation. */
export const AGENT_FIRST_QUEUE: Queue = {
  id: '91c5e0b7-4d2a-4f86-b3e9-6a8d0c7f1e11',
  name: 'Callbacks',
  mode: 'AgentFirst',
};

/** Callbacks in it are dialled by Genesys: the target of `genesys-callback`. */
export const CUSTOMER_FIRST_QUEUE: Queue = {
  id: '2b6f8c1d-93e4-4a57-8d0b-5e7a1c9f4d22',
  name: 'Callbacks, dialled',
  mode: 'CustomerFirst',
};

export const CONTACT_LIST: ContactList = {
  id: 'c4a1e7d9-5b38-4f62-9c0e-8d2b6f1a7e33',
  numberColumn: 'Phone',
  placementKeyColumn: 'PlacementKey',
};

export const OAUTH_CLIENT: OAuthClient = {
  clientId: '5f0d2c7b-8e1a-4b96-a3d4-c7e9f1b20a55',
  clientSecret: 'known-to-everybody',
};

export const AGENT_ID = 'e3a7c9d1-6f24-4b8e-90a5-1d7c3b5e9f66';
