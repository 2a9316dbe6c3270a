import type { CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import { isWaiting } from '#shared/domain/fate.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import type { World } from '#test/simulation/world.ts';

/** Nothing is left over when nothing is to be expected any more. */
export const judgeLeftOvers = ({ truth }: World): Violation[] =>
  [...truth.states.values()].flatMap((state) => [
    ...state.callbacks.filter(isUnderWay).map((one) => violation('left-over', one)),
    ...lookLeftOver(state),
    ...(state.outbox.length > 0 ? [violation('never-announced', state.outbox)] : []),
  ]);

const lookLeftOver = (state: Conversation) => {
  const look = nextLook(state);
  return look === undefined ? [] : [violation('look-left-over', { look, state })];
};

const isUnderWay = ({ placement, triggers }: CallbackRecord) =>
  placement?.kind === 'placing' ||
  placement?.kind === 'retry' ||
  (placement?.kind === 'placed' && placement.cleanUp !== undefined) ||
  // While nobody knows what became of it, nothing else is decided.
  (placement?.kind !== 'unknown' && triggers.some(({ fate }) => isWaiting(fate)));
