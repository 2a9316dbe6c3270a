const MAX_DEPTH = 64;

/**
 * Whether a parsed value nests deeper than 64 containers. Never goes further down than that, so that a hostile one
 * cannot exhaust the stack; `JSON.parse` itself does not recurse.
 */
export function isTooDeep(value: unknown, depth = 1): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > MAX_DEPTH) return true;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (isTooDeep(inner, depth + 1)) return true;
  }
  return false;
}
