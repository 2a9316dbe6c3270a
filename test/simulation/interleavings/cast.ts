/** Who takes part beside Genesys, and how many of them may die. */
export interface Cast {
  readonly name: string;
  /** How many workers have the same timer. */
  readonly workers: 1 | 2;
  /** The last of them comes when the lease of the others is over, which may still be at work. */
  readonly isLastLate: boolean;
  readonly mostDeaths: 0 | 1;
  /**
   * `all`: everybody waits at every outside call and sleep. `shared`: only where it matters to others. Settings and
   * secrets stay the same, nobody reads what was sent to the queue or the bus, and a sleep between two tries may be as
   * short as it likes. Ingest loads and saves at once: what it loads and loses has no effect, and what it loads and
   * wins with nobody has changed since.
   */
  readonly gates: 'all' | 'shared';
}

/** Ingest and one worker. */
export const PAIR: Cast = { name: 'one worker', workers: 1, isLastLate: false, mostDeaths: 0, gates: 'all' };

/** Of the two, one may die. */
export const MORTALS: Cast = { ...PAIR, name: 'one worker, and one death', mostDeaths: 1 };

/** A timer came twice. */
export const TWINS: Cast = { ...PAIR, name: 'two workers', workers: 2, gates: 'shared' };

/** One is so slow that another takes over. */
export const RELIEF: Cast = { ...TWINS, name: 'a slow worker and its relief', isLastLate: true };

export const CASTS: readonly Cast[] = [PAIR, MORTALS, TWINS, RELIEF];
