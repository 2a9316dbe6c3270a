/** What a refusal may say was expected: words of ours, never a part of the input. */
export const EXPECTED = {
  text: 'a string',
  flag: 'true or false',
  whole: 'a whole number',
  decimal: 'a number',
  instant: 'an instant in ISO 8601 with seconds and Z or an offset, on the calendar: 2026-09-03T10:00:00Z',
  epoch: 'milliseconds since 1970-01-01T00:00Z',
  timeout: 'whole seconds from 0 to 2147483647',
  object: 'an object',
  list: 'an array',
} as const;

const WORDS: ReadonlySet<string> = new Set(Object.values(EXPECTED));

/** Whether a message is one of ours, and so free of the caller's data. */
export const isOurs = (message: string): boolean => WORDS.has(message);
