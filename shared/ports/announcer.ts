import type { Announcement } from '#shared/domain/announcement.ts';

/** The stack's own event bus. */
export interface Announcer {
  /** Resolves once the bus has taken the announcement, rejects when it is not known to have. */
  announce(announcement: Announcement): Promise<void>;
}
