/** Signatures after Standard Webhooks: `v1`, an HMAC over id, time stamp and the raw body. */
import { isOneOf } from '#shared/adapters/auth/constant-time.ts';
import type { Offer, Proof } from '#shared/adapters/auth/proof.ts';
import { signersOf } from '#shared/adapters/standard-webhooks/signers.ts';
import { minutes } from '#shared/domain/time.ts';

/** How far a sender's clock may be from ours, either way; the tolerance that the specification's libraries share. */
const TOLERANCE = minutes(5);

export const signature: Proof = {
  isOffered: (offer) => readHeaders(offer) !== undefined,
  isValid(offer, secrets) {
    const headers = readHeaders(offer);
    if (headers === undefined || Math.abs(headers.at - offer.now) > TOLERANCE) return false;
    // The library's own `verify` would take the time from the machine's clock.
    const { id, at, signatures } = headers;
    const signed = signersOf(secrets).map((signer) => signer.sign(id, new Date(at), offer.body));
    return signatures.map((one) => isOneOf(one, signed)).includes(true);
  },
};

interface Headers {
  readonly id: string;
  readonly at: number;
  readonly signatures: readonly string[];
}

/** More than any rotation needs; each costs a comparison. */
const MOST_SIGNATURES = 10;

function readHeaders({ header }: Offer): Headers | undefined {
  const id = header('webhook-id');
  const timestamp = header('webhook-timestamp');
  const signatures = header('webhook-signature')?.split(' ').slice(0, MOST_SIGNATURES);
  if (!id || !signatures || !timestamp || !/^\d{1,12}$/.test(timestamp)) return undefined;
  return { id, at: Number(timestamp) * 1000, signatures };
}
