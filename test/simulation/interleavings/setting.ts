import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { PlacerName } from '#test/simulation/history.ts';
import type { Cast } from '#test/simulation/interleavings/cast.ts';
import type { Story } from '#test/simulation/interleavings/story.ts';
import type { Outside } from '#test/simulation/outside.ts';

/** A bug that is planted at the ports, to see that it is found. */
export interface Plant {
  readonly store?: (store: ConversationStore) => ConversationStore;
  readonly outside?: (ask: Outside) => Outside;
}

/** What is enumerated. */
export interface Setting {
  readonly placer: PlacerName;
  readonly story: Story;
  readonly cast: Cast;
  readonly plant?: Plant;
}
