import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packText, unpackText } from '#shared/adapters/dynamodb/codec/packed-text.ts';
import { packUuid, unpackUuid } from '#shared/adapters/dynamodb/codec/packed-uuid.ts';

const UUID = '16607c8e-1e9c-4653-afcd-17cc234eb57a';
const PACKED = Buffer.from(UUID.replaceAll('-', ''), 'hex').toString('base64url');

describe('a packed UUID', () => {
  it('is the 22 characters of base64url that Node makes of its bytes', () => {
    expect(packUuid(UUID)).toBe(PACKED);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const hex = Buffer.from(bytes).toString('hex');
        const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
        expect(packUuid(uuid)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(unpackUuid(packUuid(uuid)!)).toBe(uuid);
      }),
    );
  });

  it.each([
    UUID.toUpperCase(),
    UUID.replaceAll('-', ''),
    `{${UUID}}`,
    UUID.replace('-', '0'),
    UUID.replace('1', 'g'),
    UUID.replace('1', '-'),
    UUID.replace('1', 'é'),
    UUID.replace('1', '\uff11'),
    '',
  ])('is not made of %s', (text) => {
    expect(packUuid(text)).toBeUndefined();
  });

  it.each([
    PACKED.slice(1),
    `${PACKED}A`,
    PACKED.replace(/.$/, 'B'),
    PACKED.replace(/^./, '='),
    'é'.repeat(22),
  ])('cannot be %s', (packed) => {
    expect(unpackUuid(packed)).toBeUndefined();
  });
});

describe('a packed text', () => {
  it.each([
    [UUID, PACKED],
    [`now@${UUID}`, `now@=${PACKED}`],
    [UUID.toUpperCase(), UUID.toUpperCase()],
    ['text', 'text'],
    ['', ''],
    // Texts that would be read as something packed.
    [PACKED, `=${PACKED}`],
    [`x=${PACKED}`, `=x=${PACKED}`],
    ['=', '=='],
    [`=${UUID}`, `==${UUID}`],
  ])('of %j is %j', (text, packed) => {
    expect(packText(text)).toBe(packed);
    expect(unpackText(packed)).toBe(text);
  });

  it('gives back every text', () => {
    const piece = fc.constantFrom('=', UUID, PACKED, 'now@', '-', 'a', '\ud800', '');
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(unpackText(packText(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
