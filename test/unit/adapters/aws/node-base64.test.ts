import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '#shared/adapters/aws/node-base64.ts';

// Not a dependency of ours: what `standardwebhooks` itself would load.
const require = createRequire(createRequire(import.meta.url).resolve('standardwebhooks'));
const original: { decode: typeof decode; encode: typeof encode } = require('@stablelib/base64');

describe('base64 of the runtime', () => {
  it('encodes and decodes as what it stands in for', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (data) => {
        const text = encode(data);
        expect(text).toBe(original.encode(data));
        expect(decode(text)).toEqual(original.decode(text));
      }),
    );
  });

  it('decodes what lacks its padding', () => {
    expect(decode('c2VjcmV0cw')).toEqual(original.decode('c2VjcmV0cw'));
  });

  it.each(['c2Vj cmV0', 'c2Vj-mV0', 'c=Vj', '====', 'a secret'])('refuses %s', (text) => {
    expect(() => original.decode(text)).toThrow();
    expect(() => decode(text)).toThrow(TypeError);
  });
});
