/** Finds canaries in whatever was written, however they were encoded, and also where only a part of one is left. */
import { NUMBER, SECRET, TEXT } from '#test/integration/privacy/canaries.ts';

/** A canary that came up, in which form, and the text around it. */
export interface Leak {
  readonly what: string;
  readonly form: string;
  readonly near: string;
}

/** A text, cut into all its pieces of one length: each of them alone is a leak. */
interface Needle {
  readonly what: string;
  readonly form: string;
  readonly text: string;
  readonly length: number;
}

/** Short enough to be left of a text that was cut off, too long to come about by chance. */
const PLAIN_LENGTH = 8;
/** Encoded forms are longer, and have fewer letters to choose from. */
const CODED_LENGTH = 12;

const bytesOf = (text: string) => [...Buffer.from(text)];

/** In base64 a text looks different at each of the three places where it may begin; its first and last letters depend on what is around it. */
const base64Of = (text: string): readonly string[] =>
  [0, 1, 2].map((before) => {
    const coded = Buffer.from('\0'.repeat(before) + text).toString('base64');
    const sound = Math.floor(((before + Buffer.byteLength(text)) * 8) / 6);
    return coded.slice(Math.ceil((before * 8) / 6), sound);
  });

const codedOf = (text: string): readonly (readonly [form: string, coded: string])[] => [
  ...base64Of(text).flatMap((coded): [string, string][] => [
    ['base64', coded],
    ['base64url', coded.replaceAll('+', '-').replaceAll('/', '_')],
  ]),
  ['hex', Buffer.from(text).toString('hex')],
  [
    'hex bytes',
    bytesOf(text)
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(' '),
  ],
  ['bytes', bytesOf(text).join(',')],
];

const plain = (what: string, text: string): Needle => ({ what, form: 'plain', text, length: PLAIN_LENGTH });
const coded = (what: string, text: string): readonly Needle[] =>
  codedOf(text).map(([form, one]) => ({ what, form, text: one, length: CODED_LENGTH }));

const allForms = (what: string, text: string) => [plain(what, text), ...coded(what, text)];

const NEEDLES: readonly Needle[] = [
  // Plain numbers are searched for digit by digit; of their encoded forms these have all others in them.
  ...[NUMBER.e164, NUMBER.spaced, NUMBER.national, NUMBER.dashed].flatMap((text) => coded('number', text)),
  ...Object.entries({ ...TEXT, ...SECRET }).flatMap(([what, text]) => allForms(what, text)),
];

interface Pieces {
  readonly byLength: ReadonlyMap<number, ReadonlyMap<string, Needle>>;
  /** By what three characters come to: whether any piece begins with them. Nearly no place of a text needs more. */
  readonly beginnings: Uint8Array;
}

const beginningAt = (text: string, at: number) =>
  (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0x1ffff;

function piecesOf(needles: readonly Needle[]): Pieces {
  const byLength = new Map<number, Map<string, Needle>>();
  const beginnings = new Uint8Array(0x20000);
  for (const needle of needles) {
    const { length } = needle;
    const ofLength = byLength.get(length) ?? new Map<string, Needle>();
    byLength.set(length, ofLength);
    const text = needle.text.toLowerCase();
    for (let at = 0; at + length <= text.length; at++) {
      ofLength.set(text.slice(at, at + length), needle);
      beginnings[beginningAt(text, at)] = 1;
    }
  }
  return { byLength, beginnings };
}

const PIECES = piecesOf(NEEDLES);

/** Any nine digits of the number, with whatever people put between digits. */
const spread = (digits: string) => [...digits].join('[ ()./\\-\\u00a0]{0,3}');
const DIGITS = Array.from(
  { length: NUMBER.withoutPlus.length - 8 },
  (_, at) => new RegExp(spread(NUMBER.withoutPlus.slice(at, at + 9))),
);

const decoded = (text: string, pattern: RegExp) =>
  text.replace(pattern, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** A text, and what it is without the escapes of JSON, of URLs, and without blanks between bytes. */
function readingsOf(text: string): readonly (readonly [form: string, text: string])[] {
  const readings = [
    ['', text],
    ['escaped', decoded(text, /\\+(?:u00|x)([0-9a-f]{2})/gi)],
    ['URL-encoded', decoded(text, /%([0-9a-f]{2})/gi).replaceAll('+', ' ')],
    ['', text.replace(/,\s+/g, ',')],
  ] as const;
  return readings.filter(([, read], at) => at === 0 || read !== text);
}

const around = (text: string, at: number) => text.slice(Math.max(0, at - 120), at + 60);

function* searched(text: string, { byLength, beginnings }: Pieces): Generator<Leak> {
  const lower = text.toLowerCase();
  for (let at = 0; at < lower.length; at++) {
    if (beginnings[beginningAt(lower, at)] !== 1) continue;
    for (const [length, ofLength] of byLength) {
      const needle = ofLength.get(lower.slice(at, at + length));
      if (needle !== undefined) yield { what: needle.what, form: needle.form, near: around(text, at) };
    }
  }
  for (const digits of DIGITS) {
    const at = text.search(digits);
    if (at !== -1) yield { what: 'number', form: 'digits', near: around(text, at) };
  }
}

/** Every canary in a text, once for each form; `secrets` are canaries that came into being on the way. */
export function leaksIn(text: string, secrets: readonly string[] = []): readonly Leak[] {
  const more = piecesOf(secrets.flatMap((secret) => allForms('a secret of this run', secret)));
  const found = new Map<string, Leak>();
  // Most lines and answers are said many times.
  for (const line of new Set(text.split('\n'))) {
    for (const [reading, read] of readingsOf(line)) {
      for (const pieces of secrets.length > 0 ? [PIECES, more] : [PIECES]) {
        for (const leak of searched(read, pieces)) {
          const form = `${reading} ${leak.form}`.trim();
          const name = `${leak.what}, ${form}`;
          if (!found.has(name)) found.set(name, { ...leak, form });
        }
      }
    }
  }
  return [...found.values()];
}
