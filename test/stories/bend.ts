import type { Announcer } from '#shared/ports/announcer.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { Placer } from '#shared/ports/placer.ts';
import type { Pacer } from '#shared/use-cases/pacer.ts';

/** What is changed about the program's surroundings, to see that the judge notices. */
export interface Bend {
  readonly placer?: (placer: Placer) => Placer;
  readonly store?: (store: ConversationStore) => ConversationStore;
  readonly announcer?: (announcer: Announcer) => Announcer;
  readonly pacer?: (pacer: Pacer) => Pacer;
}
