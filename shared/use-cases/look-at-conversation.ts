/**
 * One look at a conversation: does what has come due, one thing after another, each from fresh state.
 *
 * A look that comes twice finds nothing left to do. One that comes late does what is due by then. One that comes for
 * an instant that a reschedule moved finds the new instant in the future, and ends.
 */
import type { Conversation } from '#shared/domain/conversation.ts';
import { LEASE } from '#shared/domain/lease.ts';
import { nextLook, type Task, tasksOf } from '#shared/domain/next-look.ts';
import { durationMs, type EpochMs, plus } from '#shared/domain/time.ts';
import { announceEntry } from '#shared/use-cases/announce-entry.ts';
import { answerQuestion } from '#shared/use-cases/answer-question.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { cleanUp } from '#shared/use-cases/clean-up.ts';
import { ContentionError, MOST_TRIES } from '#shared/use-cases/save-transition.ts';
import { sendSoon } from '#shared/use-cases/send-soon.ts';
import { settleDoubt } from '#shared/use-cases/settle-doubt.ts';

/** More than this at one instant means that something feeds itself. */
const MOST_STEPS = 100;

export function createLookAtConversation(deps: AutomationDeps): (conversationId: string) => Promise<void> {
  return (conversationId) => lookAtConversation(deps, conversationId);
}

async function lookAtConversation(deps: AutomationDeps, conversationId: string): Promise<void> {
  const progress: Progress = { done: 0, lost: 0, failures: new Map() };
  for (;;) {
    const conversation = await deps.store.load(conversationId);
    if (conversation === undefined) return;
    const now = deps.clock.now();
    const task = tasksOf(conversation).find((one) => isToBeDone(one, now, progress));
    if (task === undefined) {
      // What this look saved may have brought a new look; what others saved, they sent.
      if (progress.done > 0) await sendSoon(deps, conversationId, nextLook(conversation));
      break;
    }
    await takeTurn(deps, conversation, task, progress);
  }
  if (progress.failures.size > 0) {
    throw new AggregateError(progress.failures.values(), `${progress.failures.size} tasks of a look failed.`);
  }
}

interface Progress {
  done: number;
  lost: number;
  /** By the task's name: one that fails must not hold up the others. */
  readonly failures: Map<string, unknown>;
}

/** What is due; and what has just come up, and so may be of what this look decided: others leave it a head start. */
function isToBeDone(task: Task, now: EpochMs, { done, failures }: Progress): boolean {
  return (task.at <= now || (done > 0 && isNew(task, now))) && !failures.has(nameOf(task));
}

/** One that was put off lies further ahead than the head start of a new one. */
const isNew = (task: Task, now: EpochMs) =>
  (task.kind === 'announce' && task.entry.tries === 0) ||
  (task.kind === 'clean-up' && task.cleanUp.tries === 0 && task.at <= plus(now, LEASE));

const nameOf = (task: Task): string => {
  if (task.kind === 'announce')
    return `announce ${task.entry.announcement.placementKey} ${task.entry.announcement.type}`;
  return task.kind === 'settle' || task.kind === 'clean-up'
    ? `${task.kind} ${task.record.key}`
    : `decide ${task.record.key} ${task.trigger.kind} ${task.due}`;
};

async function takeTurn(
  deps: AutomationDeps,
  conversation: Conversation,
  task: Task,
  progress: Progress,
): Promise<void> {
  try {
    if (await doTask(deps, conversation, task)) progress.done++;
    else await loseRace(deps, progress);
  } catch (error) {
    if (error instanceof ContentionError) throw error;
    progress.failures.set(nameOf(task), error);
  }
  if (progress.done > MOST_STEPS) throw new Error(`More than ${MOST_STEPS} steps in one look.`);
}

async function loseRace({ clock, random }: AutomationDeps, progress: Progress): Promise<void> {
  progress.lost++;
  if (progress.lost >= MOST_TRIES) throw new ContentionError(MOST_TRIES);
  await clock.sleep(durationMs(5 + random() * 95));
}

/** Answers false where it must be looked at again: somebody was quicker, or it became too late meanwhile. */
function doTask(deps: AutomationDeps, conversation: Conversation, task: Task): Promise<boolean> {
  switch (task.kind) {
    case 'announce':
      return announceEntry(deps, conversation, task.entry);
    case 'settle':
      return settleDoubt(deps, conversation, task.record);
    case 'clean-up':
      return cleanUp(deps, conversation, task.record, task.cleanUp);
    case 'decide':
      return answerQuestion(deps, conversation, task);
  }
}
