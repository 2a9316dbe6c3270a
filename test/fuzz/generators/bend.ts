/** Bends a value that was sent: other values, other names, other places, at random. */

import { raw, twice } from '#test/fuzz/generators/to-bytes.ts';
import { anInstant } from '#test/fuzz/generators/words.ts';
import { CANARY } from '#test/fuzz/input.ts';
import type { Random } from '#test/simulation/random.ts';

type Holder = Record<string, unknown>;

const nested = (depth: number, open: string, close: string) =>
  raw(`${open.repeat(depth)}1${close.repeat(depth)}`);

/** Made anew for each use, because what is bent may be bent again. */
const JUNK: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => '',
  () => 0,
  () => raw('-0'),
  () => raw('1e999'),
  () => raw('-1e999'),
  () => raw('123456789012345678901234567890'),
  () => 0.1,
  () => -1,
  () => 2 ** 31,
  () => 2 ** 53,
  () => 1e300,
  () => true,
  () => [],
  () => ({}),
  () => [[]],
  () => [null],
  () => ({ length: 5, 0: CANARY }),
  () => 'NaN',
  () => 'Infinity',
  () => '2026-02-30T00:00:00Z',
  () => '+275760-09-13T00:00:00.001Z',
  () => '-000001-12-31T23:59:59Z',
  () => 8_640_000_000_000_000,
  () => 8_640_000_000_000_001,
  anInstant,
  () => CANARY,
  () => '\ud800',
  () => 'a\u0000b',
  () => 'x'.repeat(257),
  () => 'aA'.repeat(2000),
  () => 'v2.detail.events.conversation.x.acd.end',
  () => 'v2.system.x',
  () => ['customer', 'agent'],
  () => raw('{"__proto__":{"id":"x","state":"connected"}}'),
  () => raw('{"constructor":{"prototype":{"state":1}}}'),
  () => raw('{"toString":"x","valueOf":null,"toJSON":1,"then":1,"length":3}'),
  (random) => nested(random.pick([2, 60, 61, 62, 63, 64, 65, 200]), '[', ']'),
  (random) => nested(random.pick([2, 60, 61, 62, 63, 64, 65, 200]), '{"errors":', '}'),
];

const NAMES = [
  '__proto__',
  'constructor',
  'participants',
  'callbacks',
  'calls',
  'id',
  'conversationId',
  'eventBody',
  'detail',
  'topicName',
  'timestamp',
  'eventTime',
  'attributes',
  'purpose',
  'muted',
  CANARY,
] as const;

const junk = (random: Random) => JUNK[random.whole(0, JUNK.length - 1)]?.(random);

/** What a place holds; nothing where it would be inherited. */
const heldAt = (holder: Holder, name: string): unknown => (Object.hasOwn(holder, name) ? holder[name] : null);

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** A place somewhere in a value: the object or array that holds it, and its name there. */
function aPlace(root: Holder, random: Random): { readonly holder: Holder; readonly name: string } {
  let holder = root;
  for (;;) {
    const names = Object.keys(holder);
    const name = names[random.whole(0, names.length - 1)];
    if (name === undefined) return { holder, name: random.pick(NAMES) };
    const inner = holder[name];
    if (!isHolder(inner) || random.chance(0.15)) return { holder, name };
    holder = inner;
  }
}

/** `__proto__` becomes a field of its own, as `JSON.parse` makes it one; a list gets an item more. */
function put(holder: Holder, name: string, value: unknown): void {
  if (Array.isArray(holder) && !(Number(name) < holder.length)) holder.push(value);
  else Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

const BENDS: readonly ((root: Holder, random: Random) => void)[] = [
  replace,
  replace,
  replace,
  (root, random) => {
    const { holder, name } = aPlace(root, random);
    if (!Array.isArray(holder)) delete holder[name];
  },
  (root, random) => {
    const { holder, name } = aPlace(root, random);
    put(holder, random.pick(NAMES), structuredClone(heldAt(holder, name)));
  },
  (root, random) => {
    const { holder, name } = aPlace(root, random);
    if (!Array.isArray(holder)) put(holder, twice(name), junk(random));
  },
  (root, random) => {
    const { holder, name } = aPlace(root, random);
    put(
      holder,
      name,
      random.chance(0.5) ? [heldAt(holder, name)] : { [random.pick(NAMES)]: heldAt(holder, name) },
    );
  },
  (root, random) => {
    const { holder } = aPlace(root, random);
    if (Array.isArray(holder)) holder.push(...holder.slice(0, 1), ...holder.slice(-3));
  },
  (root, random) => {
    const [from, to] = [aPlace(root, random), aPlace(root, random)];
    put(to.holder, to.name, structuredClone(heldAt(from.holder, from.name)));
  },
];

function replace(root: Holder, random: Random): void {
  const { holder, name } = aPlace(root, random);
  put(holder, name, junk(random));
}

/** Bends a value at some places, in itself. What is no object is left alone. */
export function bend(value: unknown, times: number, random: Random): unknown {
  if (!isHolder(value)) return value;
  for (let time = 0; time < times; time++) BENDS[random.whole(0, BENDS.length - 1)]?.(value, random);
  return value;
}
