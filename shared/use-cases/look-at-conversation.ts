/**
 * One look at a conversation: does what has come due, one thing after another, each from fresh state.
 *
 * A look that comes twice finds nothing left to do. One that comes late does what is due by then. One that comes for
 * an instant that a reschedule moved finds the new instant in the future, and ends.
 */
import type { Conversation } from '#shared/domain/conversation.ts';
import { nextLook, nextTask, type Task } from '#shared/domain/next-look.ts';
import { durationMs } from '#shared/domain/time.ts';
import { announceEntry } from '#shared/use-cases/announce-entry.ts';
import { answerQuestion } from '#shared/use-cases/answer-question.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { ContentionError, MOST_TRIES } from '#shared/use-cases/save-transition.ts';
import { sendSoon } from '#shared/use-cases/send-soon.ts';
import { settleDoubt } from '#shared/use-cases/settle-doubt.ts';

/** More than this at one instant means that something feeds itself. */
const MOST_STEPS = 100;

export function createLookAtConversation(deps: AutomationDeps): (conversationId: string) => Promise<void> {
  return async function lookAtConversation(conversationId) {
    let lost = 0;
    for (let done = 0; done < MOST_STEPS; ) {
      const step = await takeStep(deps, conversationId);
      if (step === 'idle') return done > 0 ? sendNext(deps, conversationId) : undefined;
      if (step === 'lost') lost = await loseRace(deps, lost);
      else done++;
    }
    throw new Error(`More than ${MOST_STEPS} steps in one look.`);
  };
}

/** Does the earliest thing that is due; `lost` when a version race was lost and so nothing was done. */
async function takeStep(deps: AutomationDeps, conversationId: string): Promise<'idle' | 'done' | 'lost'> {
  const conversation = await deps.store.load(conversationId);
  const task = conversation && nextTask(conversation);
  if (!task || task.at > deps.clock.now()) return 'idle';
  return (await doTask(deps, conversation, task)) ? 'done' : 'lost';
}

/** What this look saved may have brought a new look; what others saved, they sent. */
async function sendNext(deps: AutomationDeps, conversationId: string): Promise<void> {
  const conversation = await deps.store.load(conversationId);
  if (conversation) await sendSoon(deps, conversationId, nextLook(conversation));
}

/** Answers false when the version race was lost, and so nothing was decided. */
function doTask(deps: AutomationDeps, conversation: Conversation, task: Task): Promise<boolean> {
  switch (task.kind) {
    case 'announce':
      return announceEntry(deps, conversation, task.entry);
    case 'settle':
      return settleDoubt(deps, conversation, task.record);
    case 'decide':
      return answerQuestion(deps, conversation, task);
  }
}

async function loseRace({ clock, random }: AutomationDeps, lost: number): Promise<number> {
  if (lost + 1 >= MOST_TRIES) throw new ContentionError(MOST_TRIES);
  await clock.sleep(durationMs(5 + random() * 95));
  return lost + 1;
}
