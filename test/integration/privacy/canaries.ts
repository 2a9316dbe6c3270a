/** What must not come up where anybody reads along. None of it occurs anywhere else, nor belongs to anybody. */

/** One telephone number, in the forms in which people and systems write it. */
export const NUMBER = {
  e164: '+4915789654321',
  withoutPlus: '4915789654321',
  prefixed: '004915789654321',
  spaced: '+49 1578 9654321',
  national: '01578 9654321',
  dashed: '(01578) 965-4321',
  tel: 'tel:+4915789654321',
} as const;

/** What people are called and what they write. */
export const TEXT = {
  customer: 'Xochiquetzal Mustermannova',
  contact: 'Tlazolteotl Beispielskaya',
  email: 'tepeyollotl@huitzilopochtli.mx',
  attribute: 'Coatlicue-Chalchiuhtlicue',
  note: 'Mictecacihuatl Tonacatecuhtli',
} as const;

/** What proves who somebody is. */
export const SECRET = {
  apiKey: 'Vq7XwZ2kPd9RtY4mHb6NcJ8sLf3GaU5e',
  basicPassword: 'hW4zQp7Tn2Kx9Rv6',
  jwt: 'eyJraWQiOiJxdzd6In0.eyJzdWIiOiJ4b2NoaTQ3In0.Zk3Tn8WqYp5Rb2Lx7Vd9Hc4Mj6Gs1Fa0',
  signingSecret: 'whsec_UmF0aGVyTm90VG9CZVRvbGRUb0FueWJvZHlBdEFsbA==',
  signature: 'v1,pT9xK4mWz7Qb2Ln6Vr8Yd3Hs5Jc1Gf0Ua9Ee4Ii7Oo=',
  // No UUID, as Genesys' are: a piece of one comes up in others by chance.
  clientId: 'oauth-Lq3WdYbKx5RnTpVm9HcZs',
  clientSecret: 'Nk8vTz5QwXr2Yb7L',
  accessToken: 'gT6yHn3MjU8kIl5OpQ2wErXz',
  agentToken: 'bV9cXs4DfRg7HtZj2KmLqWyP',
  customersKey: 'rZ5tGh8YuJ3nMk6PlQx2WsEd',
  awsSecretKey: 'jD7fKs9LaQw4EzRc6TvYb2Un',
  awsSessionToken: 'IQx8Zr5Tq2Wn7Vk4Yp9Lb6Hd3Ms',
} as const;

const CREDENTIALS = `${SECRET.clientId}:${SECRET.clientSecret}`;

/** Headers by which a sender may try to prove itself, in ways that are taken and in others. */
export const HEADERS: Readonly<Record<string, string>> = {
  authorization: `Basic ${Buffer.from(`sender:${SECRET.basicPassword}`).toString('base64')}`,
  'x-forwarded-authorization': `Bearer ${SECRET.jwt}`,
  cookie: `session=${SECRET.accessToken}`,
  'webhook-id': TEXT.email,
  'webhook-signature': SECRET.signature,
};

/** A secret of Secrets Manager with the OAuth client, and one that somebody spoilt. */
export const OAUTH_SECRET = JSON.stringify({
  clientId: SECRET.clientId,
  clientSecret: SECRET.clientSecret,
});
export const SPOILT_SECRET = CREDENTIALS;
