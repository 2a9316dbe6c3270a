/** One request to Genesys' API. */
export interface GenesysRequest {
  /** What it is for, in the log. */
  readonly what: 'live-check' | 'placement' | 'clean-up';
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** After `/api/v2`, with ids by `pathId`. */
  readonly path: string;
  readonly body?: object;
  /** Most bytes of a success to be read; none where it is missing. */
  readonly readAtMost?: number;
  /** The conversation that it is about, for the log. */
  readonly conversationId: string;
  /** What whoever asks has to be allowed, for the log of a 403. */
  readonly needs: string;
}

/** An id as part of a path. */
export const pathId = (id: string): string => encodeURIComponent(id.toWellFormed());
