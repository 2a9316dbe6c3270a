/** Puts canaries into a payload, wherever a sender can write something. */
import { NUMBER, SECRET, TEXT } from '#test/integration/privacy/canaries.ts';

type Change = (value: string | number | boolean, key: string) => unknown;

const WORDS: ReadonlySet<string> = new Set([
  'acdOutcome',
  'detail-type',
  'direction',
  'disconnectType',
  'initialState',
  'mediaType',
  'message',
  'participantType',
  'purpose',
  'source',
  'state',
  'topicName',
  'usedRouting',
  'version',
]);
/** What decides whether a body is one of a callback at all. */
const KINDS: ReadonlySet<string> = new Set(['detail-type', 'mediaType', 'message', 'topicName', 'version']);

const isId = (key: string) => /(^id|^peer|Id|Ids)$/.test(key);
/** Whatever is in these, the sender has thought of its name. */
const MAPS: ReadonlySet<string> = new Set(['attributes', 'additionalProperties']);
const isInstant = (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
const isNumber = (key: string) => /numbers?$|^(ani|dnis|address|addressTo|addressFrom|callerId)$/i.test(key);

const NUMBERS = Object.values(NUMBER);
const TEXTS = [...Object.values(TEXT), ...NUMBERS, ...Object.values(SECRET)];
/** What any id may look like is one, and may be told. */
const NO_IDS = TEXTS.filter((text) => !/^[\w./:-]+$/.test(text));

/** The canaries one after another, so that all of them come up in a long body. */
function inTurn<T>(all: readonly T[]): () => T {
  let next = 0;
  return () => all[next++ % all.length] as T;
}

/** Changes every leaf that says something; what is empty counts as absent with Genesys. */
function mapLeaves(value: unknown, change: Change, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => mapLeaves(one, change, key));
  if (typeof value === 'object' && value !== null) {
    const keyOf = (name: string) => (MAPS.has(key) ? key : name);
    const entries = Object.entries(value).map(([name, one]) => [name, mapLeaves(one, change, keyOf(name))]);
    return Object.fromEntries(entries);
  }
  if (value === '' || value === null || value === undefined) return value;
  return change(value as string | number | boolean, key);
}

/** Adds what no model knows: a key and its value, in every object. */
function withMore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, withMore(one)]);
  return {
    ...Object.fromEntries(entries),
    [TEXT.contact]: TEXT.attribute,
    [NUMBER.e164]: SECRET.accessToken,
  };
}

function changing(unlessText: (value: string, key: string) => boolean, texts: readonly string[] = TEXTS) {
  return (payload: unknown) => {
    const number = inTurn(NUMBERS);
    const text = inTurn(texts);
    return mapLeaves(payload, (value, key) => {
      if (typeof value !== 'string' || unlessText(value, key)) return value;
      return isNumber(key) ? number() : text();
    });
  };
}

const free = changing((value, key) => isId(key) || WORDS.has(key) || isInstant(value));

/** Free text where free text belongs: the body means what it meant. */
export const plantFree = (payload: unknown): string => JSON.stringify(free(payload));

/** Ways to spoil a body, by what a sender did. */
export const SPOILT: Readonly<Record<string, (payload: unknown) => string>> = {
  'unknown fields': (payload) => JSON.stringify(withMore(free(payload))),
  'words that nobody knows': (payload) =>
    JSON.stringify(changing((value, key) => isId(key) || KINDS.has(key) || isInstant(value))(payload)),
  'instants that are none': (payload) =>
    JSON.stringify(changing((_, key) => isId(key) || WORDS.has(key))(payload)),
  'ids that are none': (payload) => JSON.stringify(changing((_, key) => !isId(key), NO_IDS)(free(payload))),
  'topics that are none': (payload) => JSON.stringify(changing((_, key) => !KINDS.has(key))(free(payload))),
  'numbers for texts, and texts for numbers': (payload) =>
    JSON.stringify(
      mapLeaves(payload, (value, key) => {
        if (isId(key)) return value;
        return typeof value === 'string' ? Number(NUMBER.withoutPlus) : TEXT.customer;
      }),
    ),
  'objects for texts': (payload) =>
    JSON.stringify(
      mapLeaves(payload, (value, key) => (isId(key) ? value : { [TEXT.customer]: [NUMBER.e164, TEXT.note] })),
    ),
  'all of it in one text': (payload) => JSON.stringify(plantFree(payload)),
  'its end cut off': (payload) =>
    `${plantFree(payload).slice(0, -1)},"${TEXT.customer}":${NUMBER.withoutPlus}`,
  'something behind its end': (payload) => `${plantFree(payload)}${TEXT.customer}`,
  'canaries in front': (payload) => `${SECRET.apiKey}${plantFree(payload)}`,
  'a great depth': (payload) => `${`{"${TEXT.note}":`.repeat(70)}${plantFree(payload)}${'}'.repeat(70)}`,
};
