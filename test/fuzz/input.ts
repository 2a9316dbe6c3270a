/** A body as some sender may send it, and what is known of it beforehand. */
export interface Input {
  /** What made it, so that a figure can say how many of each there were. */
  readonly family: string;
  readonly bytes: Uint8Array;
  /** The conversation that the request's path names. */
  readonly pathId?: string;
  /** `accepted`: nothing of it is refused. `unobserved`: one known field is wrong, so that nothing is recorded. */
  readonly promise?: 'accepted' | 'unobserved';
  /** The same news in Genesys' other dialect of enums. */
  readonly twin?: Uint8Array;
}

/** A free text of the sender's that must not come out where only words of ours may. */
export const CANARY = 'canary 4711 of the sender';

/** The text that the parser gets: broken UTF-8 is mended on the way in, and a byte order mark is dropped. */
export function textOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** A promise that a body broke. */
export interface Violation {
  /** Which promise is broken. */
  readonly what: string;
  readonly detail: string;
}
