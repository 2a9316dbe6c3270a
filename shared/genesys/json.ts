/** A JSON object, of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Absent, `null` and `""` mean the same to Genesys' models. */
export const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';
