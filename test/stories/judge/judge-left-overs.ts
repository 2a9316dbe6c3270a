import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import { isWaiting } from '#shared/domain/fate.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import { days } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { conversationAt, stateOf } from '#test/stories/callback-state.ts';
import type { World } from '#test/stories/world.ts';

/** Nothing is left over when nothing is to be expected any more. */
export const judgeLeftOvers = (world: World, states: readonly Conversation[]): Violation[] =>
  states.flatMap((state) => {
    const { conversationId, callbacks, outbox } = state;
    const look = nextLook(state);
    const isLookWanted = look === undefined || isAskedFor(state, look.at);
    return [
      ...callbacks.filter(isUnderWay).map((one) => violation('left-over', one)),
      ...callbacks.filter(waitsThoughSettled).map((one) => violation('waits-though-settled', one)),
      ...(isLookWanted ? [] : [violation('look-left-over', { look, conversationId })]),
      ...(isLeftOpen(world, state) ? [violation('not-cleaned-up', { conversationId, callbacks })] : []),
      ...(outbox.length > 0 ? [violation('never-announced', outbox)] : []),
    ];
  });

const isUnderWay = ({ placement, triggers }: CallbackRecord) =>
  placement?.kind === 'placing' ||
  placement?.kind === 'retry' ||
  (placement?.kind === 'placed' && placement.cleanUp !== undefined) ||
  (placement === undefined && triggers.some(({ fate }) => isWaiting(fate)));

const waitsThoughSettled = ({ placement, triggers }: CallbackRecord) =>
  (placement?.kind === 'placed' || placement?.kind === 'failed') &&
  triggers.some(({ fate }) => isWaiting(fate));

/** Evidence is looked for for 7 days, and anew whenever an operator had it placed again. */
const isAskedFor = ({ callbacks }: Conversation, at: number) =>
  callbacks.some(({ placement }) => placement?.kind === 'unknown' && at - placement.claimedAt < days(8));

const cleansUp = (placer: string) => placer === 'genesys-callback' || placer === 'genesys-campaign-contact';

/** An agent could still dial what was placed already. */
function isLeftOpen({ genesys, truth, telemetry }: World, state: Conversation): boolean {
  const { conversationId } = state;
  const isOpen = stateOf(conversationAt(genesys, conversationId))?.isOpen === true;
  const [current] = callbacksOf(state);
  const placement = current && ledgerOf(state, current.key).placement;
  if (!isOpen || placement?.kind !== 'placed' || !cleansUp(placement.placer)) return false;
  // What an agent called from is theirs, and so is what could not be cleaned up for too long.
  const isAgents = truth.callsByHand().some((call) => call.conversationId === conversationId);
  const isGivenUp = telemetry.lines.some(({ event }) => event === 'clean-up.given-up');
  return !isAgents && !isGivenUp;
}
