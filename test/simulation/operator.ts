import type { Announcement } from '#shared/domain/announcement.ts';
import { plus, seconds } from '#shared/domain/time.ts';
import type { createDecideUnknown, OperatorsWord } from '#shared/use-cases/decide-unknown.ts';
import { wordOn } from '#test/builders/operators-word.ts';
import { reportUnlessExpected } from '#test/simulation/expected-errors.ts';
import type { Genesys } from '#test/simulation/genesys.ts';
import type { Scene } from '#test/simulation/scene.ts';
import type { Truth } from '#test/simulation/truth.ts';

/** By then, what a request does late is done. */
const FASTEST = 240;

/** Somebody who reads the report of every unknown outcome, looks into it, and tells the program what they found. */
export function createOperator(
  { history: { operator }, time, problems }: Scene,
  genesys: Genesys,
  truth: Truth,
  decide: ReturnType<typeof createDecideUnknown>,
) {
  const isDone = ({ conversationId, placementKey }: Announcement) =>
    truth.deeds.some(({ request }) => request.placementKey === placementKey) ||
    genesys.dialled.some((one) => one.isByHand && one.conversationId === conversationId);

  /** The table may fail them too: they are told, and leave it at that. */
  async function say(conversationId: string, word: OperatorsWord): Promise<void> {
    const unsay = truth.hear({ conversationId, key: word.callbackKey, decision: word.decision });
    try {
      const { kind } = await decide(conversationId, word);
      if (kind !== 'decided') unsay();
    } catch (error) {
      reportUnlessExpected(problems, error);
    }
  }

  return (announcement: Announcement): void => {
    const { type, conversationId, callbackKey } = announcement;
    const state = truth.states.get(conversationId);
    if (type !== 'CallbackPlacementUnknown' || operator === undefined || state === undefined) return;
    const read = wordOn(state, callbackKey, operator.otherwise);
    time.at(plus(time.now(), seconds(Math.max(operator.after, FASTEST))), () => {
      void say(conversationId, isDone(announcement) ? { ...read, decision: 'placed' } : read);
    });
  };
}
