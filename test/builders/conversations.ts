import { type Conversation, emptyConversation } from '#shared/domain/conversation.ts';
import { type Task, tasksOf } from '#shared/domain/next-look.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { CONVERSATION } from '#test/builders/observations.ts';
import { noon } from '#test/builders/times.ts';

/** Records observations one after another, each at its own stamp unless an instant of arrival is given. */
export function recorded(observations: readonly Observation[], arrivedAt?: EpochMs): Conversation {
  return observations.reduce<Conversation>(
    (conversation, observation, index) => {
      const at = arrivedAt ?? observation.stampedAt ?? noon(-3600 + index);
      return recordObservation(conversation, observation, at).conversation;
    },
    emptyConversation(CONVERSATION, arrivedAt ?? noon(-3600)),
  );
}

type Question = Extract<Task, { kind: 'decide' }>;

/** The question that the earliest look asks. */
export function questionOf(conversation: Conversation): Question {
  const [task] = tasksOf(conversation);
  if (task?.kind !== 'decide') throw new Error(`The next look is not a decision but ${task?.why ?? 'none'}.`);
  return task;
}
