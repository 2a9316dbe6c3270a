/** Faults of the program's parts, planted to see that the judge finds them. Each is one that a placer or a store could have. */
import type { Conversation } from '#shared/domain/conversation.ts';
import type { LiveCheck } from '#shared/ports/live-check.ts';
import type { PlacementOutcome, Placer } from '#shared/ports/placer.ts';
import type { Bend } from '#test/stories/bend.ts';
import type { Story } from '#test/stories/story.ts';

/** A fault, and what the judge is to say of a story in which it shows. */
export interface PlantedFault {
  readonly what: string;
  readonly bend: Bend;
  readonly shows: string;
  /** Of stories that seldom come to where it shows. */
  readonly changes?: Partial<Story>;
}

/** Thinkable faults; `what` ends the sentence that begins with "there is". */
export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    what: 'a placer that reports a lost request as postponed',
    bend: { placer: answering((outcome) => (outcome.kind === 'unknown' ? POSTPONED : outcome)) },
    shows: 'two-calls',
  },
  {
    what: 'a placer that reports a lost request as placed',
    bend: { placer: answering((outcome) => (outcome.kind === 'unknown' ? { kind: 'placed' } : outcome)) },
    shows: 'announced-as-placed',
  },
  {
    what: 'a placer that reports a lost request as refused',
    bend: { placer: answering((outcome) => (outcome.kind === 'unknown' ? REFUSED : outcome)) },
    shows: 'called-but-announced-failed',
  },
  {
    what: 'a live check that takes every callback for an open one',
    bend: { placer: seeingNoEnd },
    shows: 'placed-though-ended',
  },
  {
    what: 'a placer of which nobody knows that it dials',
    bend: { placer: ({ dialing: _, ...placer }) => placer },
    shows: 'no-live-check',
  },
  {
    what: 'a placer that never cleans up, and says it does',
    bend: {
      placer: ({ cleanUp, ...placer }) => ({ ...placer, ...(cleanUp && { cleanUp: async () => 'done' }) }),
    },
    shows: 'not-cleaned-up',
  },
  {
    what: 'a store that lets every writer win',
    bend: {
      store: ({ load, saveIfUnchanged }) => ({
        load,
        async saveIfUnchanged(conversation) {
          const stored = await load(conversation.conversationId);
          return saveIfUnchanged({ ...conversation, version: stored?.version ?? 0 });
        },
      }),
    },
    shows: 'two-calls',
  },
  {
    what: 'a store that forgets who talks',
    bend: { store: (store) => ({ ...store, load: async (id) => withoutCalls(await store.load(id)) }) },
    shows: 'cut-off',
    changes: {
      placer: 'genesys-callback',
      topics: ['callbacks', 'all-media'],
      faults: [
        { at: 0, operation: 'disconnect-callback', fault: { kind: 'reset', effect: false }, times: 1 },
      ],
      callbacks: [
        {
          at: 0,
          due: 60,
          isImmediate: false,
          timeoutSeconds: 0,
          number: '+13175550120',
          acts: [
            { at: 62, does: 'alert' },
            { at: 64, does: 'connect' },
            { at: 66, does: 'call-by-hand' },
          ],
        },
      ],
    },
  },
  {
    what: 'an announcer that loses what it takes',
    bend: { announcer: () => ({ announce: async () => {} }) },
    shows: 'end-not-announced',
  },
  {
    what: 'a pacer that has room for everybody',
    bend: { pacer: (pacer) => ({ ...pacer, takeSlot: (client, { lane }) => pacer.nextSlot(client, lane) }) },
    shows: 'over-the-rate',
  },
];

const POSTPONED: PlacementOutcome = { kind: 'postponed', because: 'not-reached' };
const REFUSED: PlacementOutcome = { kind: 'refused', because: 'not-reached', final: true };

const withoutCalls = (conversation: Conversation | undefined): Conversation | undefined =>
  conversation && { ...conversation, calls: undefined };

function answering(change: (outcome: PlacementOutcome) => PlacementOutcome) {
  return (placer: Placer): Placer => ({
    ...placer,
    async prepare(about) {
      const place = await placer.prepare(about);
      return async (request) =>
        change(await place(request).catch((): PlacementOutcome => ({ kind: 'unknown', because: 'threw' })));
    },
  });
}

/** In its answers every callback is open, and nobody talks. */
function seeingNoEnd(placer: Placer): Placer {
  const { dialing } = placer;
  if (dialing === undefined) return placer;
  const ask: LiveCheck['ask'] = async (conversationId) => {
    const answer = await dialing.liveCheck.ask(conversationId);
    if (answer.kind !== 'told' || answer.observation.told.kind !== 'snapshot') return answer;
    const legs = answer.observation.told.legs.map(({ endedAt: _, sessionEnded: __, ...leg }) => ({
      ...leg,
      state: 'scheduled' as const,
    }));
    return { ...answer, observation: { ...answer.observation, told: { kind: 'snapshot', legs, calls: [] } } };
  };
  return { ...placer, dialing: { ...dialing, liveCheck: { ...dialing.liveCheck, ask } } };
}
