/** Something that must never happen, and did. */
export interface Violation {
  readonly what: string;
  readonly about: string;
}

/** Creates one; what it is about may be anything. */
export const violation = (what: string, about: unknown): Violation => ({
  what,
  about: JSON.stringify(about),
});
