import { Webhook } from 'standardwebhooks';

/** None of the secrets has the form of a Standard Webhooks secret: our fault, not that of the other side. */
export class UnusableSigningSecretError extends Error {
  override readonly name = 'UnusableSigningSecretError';

  constructor() {
    super('No signing secret has the form whsec_ and base64.');
  }
}

/** Signers for those of the secrets that are usable; a previous version may be whatever the secret was created with. */
export function signersOf(secrets: readonly string[]): readonly Webhook[] {
  const signers = secrets.flatMap((secret) => {
    try {
      return [new Webhook(secret)];
    } catch {
      return [];
    }
  });
  if (signers.length === 0) throw new UnusableSigningSecretError();
  return signers;
}
