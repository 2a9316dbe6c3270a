import { emptyConversation, type Register } from '#shared/domain/conversation.ts';
import { fold, type Known } from '#shared/domain/fold.ts';
import { orderOf } from '#shared/domain/record-observation.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import { isLater, type Told } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** What is known at last is what the notifications tell, whatever the order and number in which they came. */
export function judgeOrder({ history, truth, observed }: World): Violation[] {
  // What Genesys answers when it is asked is known too, and told to nobody else.
  if (!history.wire.isStamped || truth.asked.length > 0) return [];
  return [...truth.states.values()].flatMap((state) => {
    const sorted = [...observed]
      .filter(({ conversationId }) => conversationId === state.conversationId)
      .toSorted((a, b) => (isLater(asTold(a), asTold(b)) ? 1 : -1));
    const known = sorted.reduce<Known>(
      (before, observation) =>
        fold(before, observation.told, orderOf(observation, observation.stampedAt ?? state.changedAt)),
      emptyConversation(state.conversationId, state.changedAt),
    );
    const [expected, found] = [plain(known), plain(state)];
    return expected === found ? [] : [violation('depends-on-order', { expected, found })];
  });
}

const asTold = (observation: Told['observation']): Pick<Told, 'observation'> => ({ observation });

/** Everything but the instants of arrival. */
function plain({ customerLegs, otherLegs, calls, joined }: Known): string {
  const strip = <T>(register: Register<T> | undefined) =>
    register && { value: register.value, stampedAt: register.order.stampedAt };
  const legs = joined.map(({ id, layers }) => ({ id, layers: layers.map(strip) }));
  return JSON.stringify([
    strip(customerLegs),
    strip(otherLegs),
    strip(calls),
    legs.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  ]);
}
