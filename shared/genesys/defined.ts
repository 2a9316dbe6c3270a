import { type Blank, isBlank } from '#shared/genesys/json.ts';

const isTold = <T>(value: T): value is Exclude<T, Blank> => !isBlank(value);

/** `facts` without the keys whose value is blank: an absent key means "not told". */
export function defined<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], Blank> } {
  const kept: { [K in keyof T]?: Exclude<T[K], Blank> } = {};
  for (const key in facts) {
    const value = facts[key];
    if (isTold(value)) kept[key] = value;
  }
  return kept;
}
