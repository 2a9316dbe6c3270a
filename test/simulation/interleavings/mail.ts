import type { Observation } from '#shared/domain/observation.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Change, State } from '#test/simulation/genesys.ts';
import type { History } from '#test/simulation/history.ts';
import { toObservation, toTold } from '#test/simulation/tell.ts';

type Topic = History['topics'][number];

/** Notifications that were made of what happened, and that nobody has delivered yet. */
export function createMail(history: History, now: () => EpochMs) {
  const letters: { readonly topic: Topic; readonly observation: Observation }[] = [];
  let made = 0;
  return {
    notify(state: State, change: Change): void {
      for (const topic of history.topics) {
        const told = toTold(topic, state, change, history);
        if (told === undefined) continue;
        const fingerprint = `f${String(++made).padStart(10, '0')}`;
        const observation = toObservation(state.conversationId, told, now(), fingerprint);
        letters.push({ topic, observation });
      }
    },
    /** Lets something happen, and takes out what one topic tells of it. */
    takeNews(topic: Topic, happen: () => void): Observation | undefined {
      const before = letters.length;
      happen();
      const at = letters.findIndex((letter, nth) => nth >= before && letter.topic === topic);
      return at < 0 ? undefined : letters.splice(at, 1)[0]?.observation;
    },
    /** Takes out all, the oldest first. */
    takeAll: (): Observation[] => letters.splice(0).map(({ observation }) => observation),
    /** Takes out the oldest. */
    takeNext: (): Observation | undefined => letters.shift()?.observation,
    /** Puts back what could not be delivered. */
    putBack: (observation: Observation) => letters.unshift({ topic: 'callbacks', observation }),
    /** What is there to be delivered, in short. */
    summary: () => [made, letters.map(({ observation }) => observation.fingerprint)],
  };
}
