/** A JSON object, of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Absent, `null` and `""` mean the same to Genesys' models. */
export type Blank = undefined | null | '';

export const isBlank = (value: unknown): value is Blank =>
  value === undefined || value === null || value === '';
