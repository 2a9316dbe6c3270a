/**
 * Whether an event matches a pattern of EventBridge, as far as our patterns go: equal values, `prefix`, `exists` and
 * `$or`. An array in an event stands for any of its elements.
 */
export function matches(pattern: unknown, event: unknown): boolean {
  return Object.entries(pattern as object).every(([key, wanted]) => {
    if (key === '$or') return (wanted as unknown[]).some((alternative) => matches(alternative, event));
    const values = valuesAt(event, key);
    if (Array.isArray(wanted)) return wanted.some((one) => isMet(one, values));
    return values.some((value) => matches(wanted, value));
  });
}

/** What is found under a key, in an object or in each element of an array. */
function valuesAt(event: unknown, key: string): unknown[] {
  const objects = [event].flat(Infinity).filter((value) => typeof value === 'object' && value !== null);
  return objects
    .flatMap((object) => Object.entries(object as object).filter(([name]) => name === key))
    .flatMap(([, value]) => [value].flat(Infinity));
}

function isMet(wanted: unknown, values: readonly unknown[]): boolean {
  if (typeof wanted === 'string') return values.includes(wanted);
  const [[operator, operand] = []] = Object.entries(wanted as object);
  const leaves = values.filter((value) => typeof value !== 'object' || value === null);
  if (operator === 'prefix')
    return leaves.some((leaf) => typeof leaf === 'string' && leaf.startsWith(operand));
  if (operator === 'exists' && operand === true) return leaves.length > 0;
  throw new Error(`No meaning for ${JSON.stringify(wanted)}.`);
}
