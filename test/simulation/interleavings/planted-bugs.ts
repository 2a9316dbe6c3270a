import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import type { LegFacts, Told } from '#shared/domain/observation.ts';
import { isTold } from '#test/simulation/interleavings/outside.ts';
import type { Plant } from '#test/simulation/interleavings/setting.ts';
import { DUE } from '#test/simulation/interleavings/story.ts';

/** Has some states saved whatever was saved meanwhile. */
const savedAnyhow = (isSavedAnyhow: (conversation: Conversation) => boolean): Plant => ({
  store: (store) => ({
    load: store.load,
    async saveIfUnchanged(conversation) {
      if (!isSavedAnyhow(conversation)) return store.saveIfUnchanged(conversation);
      const stored = await store.load(conversation.conversationId);
      return store.saveIfUnchanged({ ...conversation, version: stored?.version ?? 0 });
    },
  }),
});

/** No save minds the version. */
export const WITHOUT_VERSIONS: Plant = savedAnyhow(() => true);

/** A claim wins over whatever was recorded since its conversation was loaded. */
export const CLAIM_WINS: Plant = savedAnyhow(({ callbacks }) =>
  callbacks.some(({ placement }) => placement?.kind === 'placing'),
);

/** Whoever asks Genesys hears that the callback is open, and due. */
export const ALWAYS_OPEN: Plant = {
  outside: (ask) => async (run, port, what, effect) => {
    const result = await ask(run, port, what, effect);
    if (!isTold(result)) return result;
    const { observation } = result;
    return { ...result, observation: { ...observation, told: asOpen(observation.told) } };
  },
};

function asOpen(told: Told): Told {
  if (told.kind !== 'snapshot') return told;
  const legs = told.legs.filter(({ purpose }) => purpose === 'customer');
  return { kind: 'snapshot', calls: [], legs: legs.map(openLeg) };
}

const openLeg = ({ endedAt: _, ...leg }: LegFacts): LegFacts => ({
  ...leg,
  state: 'scheduled',
  scheduledFor: DUE,
});

/** A lease that is over is taken for a placement that was never begun. */
export const LEASE_OVER_IS_FREE: Plant = {
  store: (store) => ({
    load: store.load,
    saveIfUnchanged: (conversation) =>
      store.saveIfUnchanged({ ...conversation, callbacks: conversation.callbacks.map(freed) }),
  }),
};

function freed(record: CallbackRecord): CallbackRecord {
  const { placement, ...rest } = record;
  return placement?.kind === 'unknown' && placement.because === 'lease-over' ? rest : record;
}
