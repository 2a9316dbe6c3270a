import { nextCleanUpAt, withCleanUp } from '#shared/domain/clean-up.ts';
import type { CallbackRecord, Claim, CleanUp, Conversation } from '#shared/domain/conversation.ts';
import { isLiveCall } from '#shared/domain/leg.ts';
import { instantOf } from '#shared/domain/order.ts';
import { between, days, hours, minutes, plus } from '#shared/domain/time.ts';
import type { Placer } from '#shared/ports/placer.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { callbackOf } from '#shared/use-cases/placement-request.ts';
import { saveTransition } from '#shared/use-cases/save-transition.ts';
import { waitForUpkeepSlot } from '#shared/use-cases/upkeep-slot.ts';

/** Genesys, or an agent, has long dealt with the callback by then. */
const GIVEN_UP_AFTER = days(7);

/** A call whose end nobody told of is over by then. */
const LONGEST_TALK = hours(1);

/**
 * Does what is still to be done after a placement, again and again until it is done. A callback that has ended, or that
 * was moved and so is another by now, is left in peace. The first try's request is part of the placement's slot.
 */
export async function cleanUp(
  deps: AutomationDeps,
  conversation: Conversation,
  record: CallbackRecord,
  pending: CleanUp,
): Promise<boolean> {
  const { key, placement } = record;
  const placer = placement && deps.placers.get(placement.placer);
  const now = deps.clock.now();
  if (placement?.kind !== 'placed' || isNothingToDo(conversation, record, placer)) {
    return deps.store.saveIfUnchanged(withCleanUp(conversation, key, undefined));
  }
  if (between(placement.at, now) > GIVEN_UP_AFTER) {
    deps.telemetry.warn('clean-up.given-up', { conversationId: conversation.conversationId });
    return deps.store.saveIfUnchanged(withCleanUp(conversation, key, undefined));
  }
  if (isTalking(conversation, placement) && between(placement.at, now) < LONGEST_TALK) {
    // Somebody talks in this callback, who is not to be cut off.
    return deps.store.saveIfUnchanged(
      withCleanUp(conversation, key, { tries: pending.tries, at: plus(now, minutes(1)) }),
    );
  }
  const { dialing } = placer ?? {};
  if (dialing && pending.tries > 0 && !pending.isSlot) {
    const { tries } = pending;
    return waitForUpkeepSlot(
      deps,
      dialing,
      (at) => withCleanUp(conversation, key, { at, tries }),
      (stored, at) => withCleanUp(stored, key, { at, tries, isSlot: true }),
    );
  }
  await tryCleanUp(deps, conversation.conversationId, key, placer, pending.tries + 1);
  return true;
}

/** As far as was told since the claim: what was told before, Genesys said to be over when it was asked. */
const isTalking = ({ calls }: Conversation, { claimedAt }: Claim): boolean =>
  calls !== undefined && instantOf(calls.order) >= claimedAt && calls.value.some(isLiveCall);

function isNothingToDo(conversation: Conversation, record: CallbackRecord, placer: Placer | undefined) {
  const callback = callbackOf(conversation, record);
  const isMoot = callback === undefined || callback.endedAt !== undefined;
  return isMoot || (placer !== undefined && placer.cleanUp === undefined);
}

async function tryCleanUp(
  deps: AutomationDeps,
  conversationId: string,
  key: string,
  placer: Placer | undefined,
  tries: number,
): Promise<void> {
  const isDone = (await placer?.cleanUp?.(conversationId)) === 'done';
  deps.telemetry.count(isDone ? 'clean-ups.done' : 'clean-ups.failed');
  deps.telemetry.info('clean-up.tried', { conversationId, isDone, tries });
  const next = isDone ? undefined : { at: nextCleanUpAt(tries, deps.clock.now()), tries };
  await saveTransition(deps, conversationId, (stored) => ({
    conversation: stored && withCleanUp(stored, key, next),
    result: undefined,
  }));
}
