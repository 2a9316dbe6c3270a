import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedError } from '#shared/adapters/dynamodb/codec/malformed-error.ts';
import { StateReader } from '#shared/adapters/dynamodb/codec/state-reader.ts';
import { StateWriter } from '#shared/adapters/dynamodb/codec/state-writer.ts';
import { readUuid, writeUuid } from '#shared/adapters/dynamodb/codec/uuid-bytes.ts';

const UUID = '16607c8e-1e9c-4653-afcd-17cc234eb57a';
const OTHER = '0c3e1012-6a27-4c72-a2f1-2ed4219f24db';

function written(write: (to: StateWriter) => void): Uint8Array {
  const to = new StateWriter(OTHER);
  write(to);
  return to.end();
}
const reader = (bytes: Uint8Array) => new StateReader(OTHER, bytes);

describe('a UUID', () => {
  it('is stored as its bytes', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const bytes = Buffer.alloc(16);
        expect(writeUuid(uuid, 0, bytes, 0)).toBe(true);
        expect(bytes.toString('hex')).toBe(uuid.replaceAll('-', ''));
        expect(readUuid(bytes, 0)).toBe(uuid);
      }),
    );
  });

  it.each([
    UUID.toUpperCase(),
    UUID.replaceAll('-', ''),
    UUID.replace('-', '0'),
    UUID.replace('1', 'g'),
    UUID.replace('1', '-'),
    UUID.replace('1', 'é'),
    UUID.replace('1', '\uff11'),
    UUID.slice(1),
    '',
  ])('is not %s', (text) => {
    expect(writeUuid(text, 0, Buffer.alloc(16), 0)).toBe(false);
  });
});

describe('a text', () => {
  it.each([
    ['a UUID', UUID, 17],
    ['a key with a UUID at its end', `now@${UUID}`, 1 + 5 + 17 + 1],
    ['a key with a UUID at its beginning', `${UUID}_1788274800000`, 1 + 1 + 17 + 15],
    ["a key with the conversation's UUID", `${OTHER}_1788274800000`, 1 + 1 + 1 + 15],
    ['a UUID in upper case', UUID.toUpperCase(), 2 + 36],
    ['another text', 'text', 2 + 4],
    ['nothing', '', 2],
  ])('that is %s takes no more than it must', (_what, text, size) => {
    const bytes = written((to) => to.text(text));
    expect(bytes).toHaveLength(size);
    expect(reader(bytes).text()).toBe(text);
  });

  it('takes one byte when it is told again', () => {
    const once = written((to) => to.text(`now@${UUID}`));
    const thrice = written((to) => {
      to.text(`now@${UUID}`);
      to.text(`now@${UUID}`);
      to.text(UUID);
    });
    expect(thrice.length - once.length).toBe(2);
  });

  it('comes back whatever it is, and among whatever others', () => {
    const piece = fc.constantFrom(UUID, OTHER, 'now@', '-', 'é', '\ud800', '');
    const texts = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(texts, (all) => {
        const bytes = written((to) => {
          for (const one of all) to.text(one);
        });
        const from = reader(bytes);
        expect(all.map(() => from.text())).toEqual(all);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a number', () => {
  const whole = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -300, max: 300 }));

  it('comes back whatever it is, relative to another one or not', () => {
    fc.assert(
      fc.property(whole, whole, (base, value) => {
        const bytes = written((to) => {
          to.startFrom(base);
          to.instant(value);
          to.whole(value);
        });
        const from = reader(bytes);
        expect([from.startFrom(), from.instant(), from.whole()]).toEqual([base, value, value]);
        expect(() => from.end()).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('bytes that do not fit', () => {
  it.each([
    ['end before a number does', [0x80], (from: StateReader<object>) => from.count()],
    ['hold a number that is not exact', Array(9).fill(0xff), (from: StateReader<object>) => from.count()],
    ['end within a text', [0, 5, 65], (from: StateReader<object>) => from.text()],
    ['end within a UUID', [1, 65], (from: StateReader<object>) => from.text()],
    ['tell a text again that was not told', [5], (from: StateReader<object>) => from.text()],
    ['end within a fingerprint', [0, 65], (from: StateReader<object>) => from.fingerprint()],
    ['tell an order again that was not told', [1], (from: StateReader<object>) => from.order(() => ({}))],
    ['are not all read', [0, 0], (from: StateReader<object>) => from.end()],
  ])('are refused where they %s', (_what, bytes, read) => {
    expect(() => read(reader(Uint8Array.from(bytes)))).toThrow(MalformedError);
  });
});
