import { createHash } from 'node:crypto';
import { badRequest, unauthorized } from '#local/genesys/genesys-error.ts';
import type { Token, World } from '#local/genesys/world.ts';

const refused = (error: string, status: number) =>
  Response.json({ error, description: error, error_description: error }, { status });

function credentialsIn(authorization: string): readonly [string, string] | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  const [, id, secret] = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  return id === undefined || secret === undefined ? undefined : [id, secret];
}

/** `POST /oauth/token` for client credentials. */
export function answerToken(world: World, request: Request, body: string, now: number): Response {
  const credentials = credentialsIn(request.headers.get('authorization') ?? '');
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    return refused('invalid_request', 400);
  }
  if (new URLSearchParams(body).get('grant_type') !== 'client_credentials') {
    return refused('unsupported_grant_type', 400);
  }
  const client = world.clients.find(
    ({ clientId, clientSecret }) => clientId === credentials?.[0] && clientSecret === credentials?.[1],
  );
  if (client === undefined) return refused('invalid_client', 401);
  const { tokenSeconds } = world.settings;
  return Response.json({
    access_token: mintToken(world, { clientId: client.clientId }, now),
    token_type: 'bearer',
    expires_in: tokenSeconds,
  });
}

/** Makes a token of a client, or of a user who logged in by it: no UUID, nor like one, as Genesys' own. */
export function mintToken(world: World, owner: Omit<Token, 'expiresAt'>, now: number): string {
  const token = createHash('sha512').update(world.newId()).digest('base64url');
  world.tokens.set(token, { ...owner, expiresAt: now + world.settings.tokenSeconds * 1000 });
  return token;
}

/** Whose token a request carries. */
export function authenticate(world: World, request: Request, now: number): Token {
  const presented = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const token = world.tokens.get(presented ?? '');
  if (token === undefined || token.expiresAt <= now) throw unauthorized();
  return token;
}

/** Whose token a request carries, where it has to be a user's. */
export function userOf(token: Token): string {
  if (token.userId === undefined) throw badRequest('not.a.user');
  return token.userId;
}
