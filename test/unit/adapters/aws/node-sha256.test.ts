import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hmac } from '#shared/adapters/aws/node-sha256.ts';

// Not a dependency of ours: what `standardwebhooks` itself would load.
const require = createRequire(createRequire(import.meta.url).resolve('standardwebhooks'));
const original: { hmac: typeof hmac } = require('fast-sha256');

it('hashes as what it stands in for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.uint8Array({ maxLength: 300 }), (key, data) => {
      expect(hmac(key, data)).toEqual(original.hmac(key, data));
    }),
  );
});
