/** What is still to happen by itself, in the order of its time. */
export interface Agenda {
  /** Has `run` called, with its own instant, once this has come. */
  at(instant: number, run: (at: number) => void): void;
  /** Does all that is due by `now`, that which comes up meanwhile included. */
  runDue(now: number): void;
  /** When the next one is due. */
  nextAt(): number | undefined;
}

interface Entry {
  readonly instant: number;
  readonly run: (at: number) => void;
}

/** `onChange` is called whenever something was put on it. */
export function createAgenda(onChange: () => void): Agenda {
  const entries: Entry[] = [];
  return {
    at(instant, run) {
      const after = entries.findIndex((entry) => entry.instant > instant);
      entries.splice(after === -1 ? entries.length : after, 0, { instant, run });
      onChange();
    },
    runDue(now) {
      for (let first = entries[0]; first !== undefined && first.instant <= now; first = entries[0]) {
        entries.shift();
        first.run(first.instant);
      }
    },
    nextAt: () => entries[0]?.instant,
  };
}
