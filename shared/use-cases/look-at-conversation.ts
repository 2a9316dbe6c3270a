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
  return (conversationId) => lookAtConversation(deps, conversationId);
}

async function lookAtConversation(deps: AutomationDeps, conversationId: string): Promise<void> {
  const tally: Tally = { done: 0, lost: 0 };
  for (;;) {
    const conversation = await deps.store.load(conversationId);
    if (conversation === undefined) return;
    const task = nextTask(conversation);
    if (task === undefined || task.at > deps.clock.now()) {
      // What this look saved may have brought a new look; what others saved, they sent.
      if (tally.done > 0) await sendSoon(deps, conversationId, nextLook(conversation));
      return;
    }
    await takeTurn(deps, conversation, task, tally);
  }
}

interface Tally {
  done: number;
  lost: number;
}

async function takeTurn(
  deps: AutomationDeps,
  conversation: Conversation,
  task: Task,
  tally: Tally,
): Promise<void> {
  if (await doTask(deps, conversation, task)) {
    tally.done++;
    if (tally.done > MOST_STEPS) throw new Error(`More than ${MOST_STEPS} steps in one look.`);
    return;
  }
  tally.lost++;
  if (tally.lost >= MOST_TRIES) throw new ContentionError(MOST_TRIES);
  await deps.clock.sleep(durationMs(5 + deps.random() * 95));
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
