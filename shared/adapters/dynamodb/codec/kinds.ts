/** How values of one kind are stored. Reading gives a value of the kind, or throws a `MalformedError`. */
import { MalformedError } from '#shared/adapters/dynamodb/codec/malformed-error.ts';
import type { StateReader } from '#shared/adapters/dynamodb/codec/state-reader.ts';
import type { StateWriter } from '#shared/adapters/dynamodb/codec/state-writer.ts';
import type { Order } from '#shared/domain/order.ts';
import { type DurationMs, durationMs, type EpochMs, epochMs, toIso } from '#shared/domain/time.ts';

export type Reader = StateReader<Order>;

export interface Kind<T> {
  write(value: T, to: StateWriter): void;
  read(from: Reader): T;
}

export const text: Kind<string> = { write: (value, to) => to.text(value), read: (from) => from.text() };
export const fingerprint: Kind<string> = {
  write: (value, to) => to.fingerprint(value),
  read: (from) => from.fingerprint(),
};
export const whole: Kind<number> = { write: (value, to) => to.whole(value), read: (from) => from.whole() };
export const instant: Kind<EpochMs> = {
  write: (value, to) => to.instant(value),
  read: (from) => epochMs(from.instant()),
};
export const duration: Kind<DurationMs> = {
  write: (value, to) => to.whole(value),
  read: (from) => durationMs(from.whole()),
};

/** Where a field is there, it is true. */
export const marked: Kind<true> = { write: () => {}, read: () => true };

export const flag: Kind<boolean> = {
  write: (value, to) => to.count(Number(value)),
  read: (from) => placeOf([false, true], from.count()),
};

/** One of these words, stored by its number. A word keeps its number for good; new ones get the next. */
export function word<T extends string>(numbers: Readonly<Record<T, number>>): Kind<T> {
  const words: T[] = [];
  for (const name in numbers) words[numbers[name]] = name;
  return {
    write: (value, to) => to.count(numbers[value]),
    read: (from) => placeOf(words, from.count()),
  };
}

/** Any text; those among `common` by their places in it. That list may only grow at its end. */
export function textOr(common: readonly string[]): Kind<string> {
  return {
    write: (value, to) => {
      const place = common.indexOf(value);
      to.count(place + 1);
      if (place === -1) to.text(value);
    },
    read: (from) => {
      const code = from.count();
      return code === 0 ? from.text() : placeOf(common, code - 1);
    },
  };
}

/** Instants in ISO 8601, or texts. */
export const instantOrText: Kind<string> = {
  write: (value, to) => {
    const at = Date.parse(value);
    const isCanonical = value.endsWith('Z') && !Number.isNaN(at) && toIso(epochMs(at)) === value;
    to.count(Number(isCanonical));
    if (isCanonical) to.instant(at);
    else to.text(value);
  },
  read: (from) => (placeOf([false, true], from.count()) ? readIso(from) : from.text()),
};

function readIso(from: Reader): string {
  const date = new Date(from.instant());
  if (Number.isNaN(date.getTime())) throw new MalformedError();
  return date.toISOString();
}

export const listOf = <T>(kind: Kind<T>): Kind<readonly T[]> => ({
  write: (values, to) => {
    to.count(values.length);
    for (const value of values) kind.write(value, to);
  },
  read: (from) => Array.from({ length: from.size() }, () => kind.read(from)),
});

function placeOf<T>(values: readonly T[], place: number): T {
  const value = values[place];
  if (value === undefined) throw new MalformedError();
  return value;
}
