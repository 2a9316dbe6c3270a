const MAX_DEPTH = 64;

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING_BRACKET = 91;
const CLOSING_BRACKET = 93;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;

/** Index of the quote that ends the string begun at `start`; the text's length where none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

const opens = (code: number) => code === OPENING_BRACE || code === OPENING_BRACKET;
const closes = (code: number) => code === CLOSING_BRACE || code === CLOSING_BRACKET;

function textNestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (opens(code) && ++depth > MAX_DEPTH) return true;
    else if (closes(code)) depth--;
  }
  return false;
}

/** Whether something at `depth` holds a container below the deepest level; never goes further down than that. */
function nestsTooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > MAX_DEPTH) return true;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (nestsTooDeep(inner, depth + 1)) return true;
  }
  return false;
}

/**
 * Whether a text nests deeper than 64, told before anything recurses into it; `JSON.parse` itself does not. `json` is
 * what it was parsed to, where it is JSON: to look at its values takes half as long as to look at each character.
 */
export const isTooDeep = (text: string, json?: { readonly value: unknown }): boolean =>
  json === undefined ? textNestsTooDeep(text) : nestsTooDeep(json.value, 1);
