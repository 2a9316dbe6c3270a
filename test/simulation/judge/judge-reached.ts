import { between, type DurationMs, minutes, seconds } from '#shared/domain/time.ts';
import { type Violation, violation } from '#test/simulation/judge/violation.ts';
import type { Claimed, Truth } from '#test/simulation/truth.ts';
import type { World } from '#test/simulation/world.ts';

/** From asking whether a customer was reached until the claim, no run lives longer. */
const LONGEST_RUN = minutes(1);

/** Nobody is called whom, as was noted before, an agent reached after all that is known of the callback. */
export const judgeReached = ({ history, truth }: World): Violation[] =>
  history.leaveIfReachedWithin === undefined
    ? []
    : truth.claims
        .filter((claim) => wasReached(truth, claim, seconds(history.leaveIfReachedWithin ?? 0)))
        .map((claim) => violation('claimed-though-reached', claim));

function wasReached({ told, noted }: Truth, claim: Claimed, within: DurationMs): boolean {
  const known = told.filter(
    ({ conversationId, save }) => conversationId === claim.conversationId && save < claim.save,
  );
  const numbers = known.flatMap(({ number }) => number ?? []);
  return noted.some(
    ({ reached, at }) =>
      between(at, claim.at) > LONGEST_RUN &&
      between(reached.at, claim.at) < within &&
      reached.numbers.some((number) => numbers.includes(number)) &&
      known.every((one) => one.at < reached.at),
  );
}
