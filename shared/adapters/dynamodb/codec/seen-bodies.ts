import type { Kind } from '#shared/adapters/dynamodb/codec/kinds.ts';
import { MalformedError } from '#shared/adapters/dynamodb/codec/packing.ts';
import type { SeenBody } from '#shared/domain/conversation.ts';

/** Bodies as pairs of fingerprint and instant; without an instant, as fingerprints alone. */
export const seenBodies: Kind<readonly SeenBody[]> = {
  pack: (bodies, packing) =>
    bodies.map(({ fingerprint, unstampedAt }) =>
      unstampedAt === undefined ? fingerprint : [fingerprint, packing.instant(unstampedAt)],
    ),
  unpack: (packed, unpacking) => {
    if (!Array.isArray(packed)) throw new MalformedError();
    return packed.map((one: unknown) =>
      Array.isArray(one)
        ? { fingerprint: one[0], unstampedAt: unpacking.instant(one[1]) }
        : { fingerprint: one },
    );
  },
};

const BYTES = 8;
/** 8 bytes in base64url: the last character holds four bits, and two of padding. */
const FINGERPRINT = /^[\w-]{10}[AEIMQUYcgkosw048]$/;

/** Stamped bodies as the bytes of their fingerprints, half as long as their JSON; `undefined` if there are others. */
export function toFingerprintBytes(bodies: readonly SeenBody[]): Uint8Array | undefined {
  const bytes = Buffer.alloc(bodies.length * BYTES);
  for (const [place, { fingerprint, unstampedAt }] of bodies.entries()) {
    if (unstampedAt !== undefined || !FINGERPRINT.test(fingerprint)) return undefined;
    bytes.write(fingerprint, place * BYTES, BYTES, 'base64url');
  }
  return bytes;
}

/** Restores stamped bodies from the bytes of their fingerprints. */
export function fromFingerprintBytes(bytes: Uint8Array): readonly SeenBody[] {
  if (bytes.length % BYTES !== 0) throw new MalformedError();
  const all = Buffer.from(bytes);
  return Array.from({ length: all.length / BYTES }, (_, place) => ({
    fingerprint: all.toString('base64url', place * BYTES, (place + 1) * BYTES),
  }));
}
