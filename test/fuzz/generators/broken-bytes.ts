/** Bytes that are no JSON, or barely: of any kind, or of a fixture that was damaged on its way. */
import { FIXTURES } from '#test/fuzz/generators/fixtures.ts';
import type { Random } from '#test/simulation/random.ts';

/** Forms that UTF-8 does not have: overlong, halves of surrogate pairs, beyond Unicode, unfinished. */
const ILL_FORMED = [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0x80], [0xe2, 0x82], [0xff]];

const TOKENS = [
  '[',
  ']',
  '{',
  '}',
  '"',
  '\\',
  ',',
  ':',
  '1',
  '-',
  'e9',
  '"id":',
  'null',
  ' ',
  '\n',
  '\\u',
  '\\ud800',
];

const STRANGE = [
  '',
  '\uFEFF',
  '\uFEFF\uFEFF{}',
  'null',
  '"{}"',
  'NaN',
  '{}{}',
  '{"a":1,}',
  "{'id':'x'}",
  '{"id":"x"}\u0000',
  '// comment\n{}',
  '{"a":01}',
  '{"a":1e}',
  '<xml/>',
  'state=scheduled&id=x',
  '{"id":"\u0001"}',
] as const;

const anyFixture = (random: Random): Buffer => FIXTURES[random.whole(0, FIXTURES.length - 1)] ?? Buffer.of();

const anyBytes = (random: Random, most: number): Buffer =>
  Buffer.from(Array.from({ length: random.whole(0, most) }, () => random.whole(0, 255)));

const soup = (random: Random): Buffer =>
  Buffer.from(
    Array.from({ length: random.whole(0, 120) }, () => TOKENS[random.whole(0, TOKENS.length - 1)]).join(''),
  );

/** Another encoding than UTF-8, as some sender's tool may write it. */
const misencoded = (random: Random): Buffer =>
  Buffer.from(anyFixture(random).toString('utf8'), random.pick(['utf16le', 'latin1', 'base64', 'hex']));

type Damage = (bytes: Buffer, at: number, random: Random) => Buffer;

const DAMAGES: readonly Damage[] = [
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at) => bytes.subarray(at),
  (bytes, at, random) => {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << random.whole(0, 7));
    return flipped;
  },
  (bytes, at, random) => splice(bytes, at, random.whole(0, 40), Buffer.of()),
  (bytes, at, random) => splice(bytes, at, random.whole(0, 4), anyBytes(random, 6)),
  (bytes, at, random) =>
    splice(bytes, at, 0, Buffer.from(ILL_FORMED[random.whole(0, ILL_FORMED.length - 1)] ?? [])),
  (bytes, at, random) => splice(bytes, at, 1, Buffer.from(TOKENS[random.whole(0, TOKENS.length - 1)] ?? '')),
  (bytes, at, random) => {
    const from = random.whole(0, bytes.length);
    return splice(bytes, at, 0, bytes.subarray(from, from + 60));
  },
];

const splice = (bytes: Buffer, at: number, removed: number, added: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);

/** A body that was damaged in up to three places. */
export function damaged(bytes: Buffer, random: Random): Buffer {
  let broken = bytes;
  for (let times = random.whole(1, 3); times > 0; times--) {
    const damage = DAMAGES[random.whole(0, DAMAGES.length - 1)];
    broken = damage?.(broken, random.whole(0, Math.max(0, broken.length - 1)), random) ?? broken;
  }
  return broken;
}

/** A fixture that was damaged on its way. */
export const aDamagedFixture = (random: Random): Buffer => damaged(anyFixture(random), random);

/** Bytes that nobody meant to be a notification. */
export function strangeBytes(random: Random): Buffer {
  const dice = random.next();
  if (dice < 0.3) return anyBytes(random, 200);
  if (dice < 0.8) return soup(random);
  return dice < 0.9 ? misencoded(random) : Buffer.from(random.pick(STRANGE));
}
