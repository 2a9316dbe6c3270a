import type { Token, World } from '#local/genesys/world.ts';

/** A request of the API, from whoever may make it. */
export interface Call {
  readonly world: World;
  readonly now: number;
  readonly token: Token;
  readonly body: string;
  /** The id in the path; empty where there is none. */
  readonly id: string;
}
