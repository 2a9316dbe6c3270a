import type { Quarantine, Quarantined } from '#shared/ports/quarantine.ts';

/** Remembers the bodies that it keeps. */
export interface MemoryQuarantine extends Quarantine {
  readonly kept: readonly Quarantined[];
}

export function createMemoryQuarantine(): MemoryQuarantine {
  const kept: Quarantined[] = [];
  return {
    kept,
    async keep(body, conversationId) {
      kept.push({ body, ...(conversationId !== undefined && { conversationId }) });
    },
  };
}
