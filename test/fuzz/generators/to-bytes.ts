const RAW = /"@@raw:((?:[^"\\]|\\.)*?)@@"/g;
const TWICE = '@@twice@@';

/** Stands for JSON that no value gives: `1e999`, deep nesting, keys that come twice. */
export const raw = (json: string): string => `@@raw:${json}@@`;

/** A name that a second field of the same name can have. */
export const twice = (name: string): string => `${TWICE}${name}`;

/** Writes a value as JSON, with what stands for other JSON in it. */
export function toText(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  if (!json.includes('@@')) return json;
  return json.replace(RAW, (_, inner: string) => String(JSON.parse(`"${inner}"`))).replaceAll(TWICE, '');
}

/** The bytes of what `toText` writes. */
export const toBytes = (value: unknown): Uint8Array => Buffer.from(toText(value), 'utf8');
