/** For each kind of field, values that it must refuse. Written down by hand: the schemas are what is on trial. */

import { raw } from '#test/fuzz/generators/to-bytes.ts';
import { CANARY } from '#test/fuzz/input.ts';
import type { Random } from '#test/simulation/random.ts';

const INFINITY = raw('1e999');

const INSTANTS = [
  '2026-02-30T10:00:00Z',
  '9999-12-31T23:59:59.999-23:59',
  '0000-01-01T00:00:00+23:59',
  '2025-02-29T10:00:00Z',
  '1900-02-29T10:00:00Z',
  '2026-04-31T10:00:00.000Z',
  '2026-13-01T10:00:00Z',
  '2026-00-10T10:00:00Z',
  '2026-01-00T10:00:00Z',
  '2026-09-03T24:00:00Z',
  '2026-09-03T10:60:00Z',
  '2026-09-03T10:00:60Z',
  '2026-09-03T10:00:00',
  '2026-09-03T10:00Z',
  '2026-09-03',
  '2026-09-03 10:00:00Z',
  '2026-09-03t10:00:00z',
  ' 2026-09-03T10:00:00Z',
  '2026-09-03T10:00:00Z ',
  '2026-09-03T10:00:00.Z',
  '2026-09-03T10:00:00.1234567890Z',
  '2026-09-03T10:00:00+24:00',
  '2026-09-03T10:00:00+2:00',
  '2026-09-03T10:00:00.1-5Z',
  '+275760-09-13T00:00:00.000Z',
  '-000001-01-01T00:00:00Z',
  '２０２６-09-03T10:00:00Z',
  'Thu, 03 Sep 2026 10:00:00 GMT',
  'now',
  'NaN',
  CANARY,
] as const;

const OBJECTS = [{}, [], { [CANARY]: CANARY }, [CANARY]] as const;

const SPOILED = {
  text: [5, -0, true, false, ...OBJECTS],
  flag: ['true', 'false', 0, 1, CANARY, ...OBJECTS],
  whole: ['5', 1.5, 2 ** 53, INFINITY, true, CANARY, ...OBJECTS],
  decimal: ['1.5', true, CANARY, ...OBJECTS],
  instant: [...INSTANTS, 1_788_274_800_000, 0, true, ...OBJECTS],
  epoch: ['1788274800000', -1, 1.5, 8_640_000_000_000_001, 1e300, INFINITY, true, CANARY, ...OBJECTS],
  'either instant': [...INSTANTS, -1, 1.5, 8_640_000_000_000_001, INFINITY, true, ...OBJECTS],
  timeout: [-1, 0.5, 2 ** 31, '30', INFINITY, true, CANARY, ...OBJECTS],
  object: [5, true, CANARY, [], [{}]],
  'text or object': [5, true, [], [{}], [CANARY]],
  list: [5, true, CANARY, {}, { length: 1 }],
  'text in a list': [5, true, ...OBJECTS],
  'object in a list': [null, '', 5, true, CANARY, []],
} as const;

/** What the value of a field can be. */
export type Kind = keyof typeof SPOILED;

/** A value that a field of this kind must refuse. */
export function aSpoiled(kind: Kind, random: Random): unknown {
  const values: readonly unknown[] = SPOILED[kind];
  return structuredClone(values[random.whole(0, values.length - 1)]);
}
