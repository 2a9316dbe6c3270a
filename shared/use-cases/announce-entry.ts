import type { Conversation, OutboxEntry } from '#shared/domain/conversation.ts';
import { type EpochMs, minutes, plus } from '#shared/domain/time.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';

/**
 * Makes an announcement and takes it out of the outbox. A failed one stays and is tried again after 1, 2, 4 … 15 min;
 * one that was made but could not be taken out is made again: at least once.
 */
export async function announceEntry(
  deps: AutomationDeps,
  conversation: Conversation,
  entry: OutboxEntry,
): Promise<boolean> {
  try {
    await deps.announcer.announce(entry.announcement);
    deps.telemetry.count(`callbacks.${entry.announcement.outcome}`);
  } catch (error) {
    const { conversationId } = conversation;
    deps.telemetry.error('announcement.failed', error, { conversationId, tries: entry.tries + 1 });
    deps.telemetry.count('announcements.failed');
    return deps.store.saveIfUnchanged(withEntry(conversation, entry, later(entry, deps.clock.now())));
  }
  return deps.store.saveIfUnchanged(withEntry(conversation, entry, undefined));
}

const later = (entry: OutboxEntry, now: EpochMs): OutboxEntry => ({
  ...entry,
  tries: entry.tries + 1,
  nextTryAt: plus(now, minutes(Math.min(2 ** entry.tries, 15))),
});

function withEntry(
  conversation: Conversation,
  entry: OutboxEntry,
  next: OutboxEntry | undefined,
): Conversation {
  const outbox = conversation.outbox.flatMap((one) => (one === entry ? (next ?? []) : one));
  return { ...conversation, outbox };
}
