/** `facts` without the keys whose value is `undefined`: an absent key means "not told". */
export function defined<T extends object>(facts: T): { [K in keyof T]?: T[K] & NonNullable<unknown> } {
  const kept: { [K in keyof T]?: T[K] & NonNullable<unknown> } = {};
  for (const key in facts) {
    const value = facts[key];
    if (value !== undefined && value !== null) kept[key] = value;
  }
  return kept;
}
