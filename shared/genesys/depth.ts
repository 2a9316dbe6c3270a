import { isJsonObject } from '#shared/genesys/json.ts';

const MAX_DEPTH = 64;

const isContainer = (value: unknown) => typeof value === 'object' && value !== null;

/**
 * Whether a parsed value nests deeper than 64 containers. Never goes further down than that, so that a hostile one
 * cannot exhaust the stack; `JSON.parse` itself does not recurse.
 */
export function isTooDeep(value: unknown, depth = 1): boolean {
  if (depth > MAX_DEPTH) return isContainer(value);
  if (Array.isArray(value)) return value.some((inner) => isContainer(inner) && isTooDeep(inner, depth + 1));
  if (!isJsonObject(value)) return false;
  // Most of what there is holds nothing, and a list of the values would be made for each object.
  for (const name in value) {
    const inner = value[name];
    if (isContainer(inner) && isTooDeep(inner, depth + 1)) return true;
  }
  return false;
}
