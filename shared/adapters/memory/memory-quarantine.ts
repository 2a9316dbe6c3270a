import type { Quarantine } from '#shared/ports/quarantine.ts';

/** Remembers the bodies that it keeps. */
export interface MemoryQuarantine extends Quarantine {
  readonly kept: readonly string[];
}

export function createMemoryQuarantine(): MemoryQuarantine {
  const kept: string[] = [];
  return {
    kept,
    async keep(body) {
      kept.push(body);
    },
  };
}
