import type { Announcement } from '#shared/domain/announcement.ts';
import type { Announcer } from '#shared/ports/announcer.ts';

/** Remembers what was announced. */
export interface MemoryAnnouncer extends Announcer {
  readonly announced: readonly Announcement[];
  /** While true, nothing can be announced. */
  isDown: boolean;
}

export function createMemoryAnnouncer(): MemoryAnnouncer {
  const announced: Announcement[] = [];
  return {
    announced,
    isDown: false,
    async announce(announcement) {
      if (this.isDown) throw new Error('The bus is down.');
      announced.push(announcement);
    },
  };
}
