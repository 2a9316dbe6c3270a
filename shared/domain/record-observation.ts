/** The transition that a notification makes: pure, and the same object again when it changes nothing. */
import { adoptCustomer, NAMELESS } from '#shared/domain/adopt-customer.ts';
import { type Callback, callbacksOf, isSameCurrent } from '#shared/domain/callbacks-of.ts';
import type { Conversation, SeenBody } from '#shared/domain/conversation.ts';
import { settleByCalls } from '#shared/domain/evidence.ts';
import { fold, type Known } from '#shared/domain/fold.ts';
import { leave } from '#shared/domain/ledger.ts';
import type { Observation } from '#shared/domain/observation.ts';
import type { Order } from '#shared/domain/order.ts';
import { isSettled, ledgerOf, recordOf } from '#shared/domain/records.ts';
import { between, type EpochMs, minutes, plus } from '#shared/domain/time.ts';
import { undecidedTriggers } from '#shared/domain/triggers.ts';
import { whyReplaced } from '#shared/domain/why-replaced.ts';
import { withMarks } from '#shared/domain/with-marks.ts';

/** A stamp further ahead of our clock than this isn't believed: one wrong clock would make every later cancel stale. */
const MOST_AHEAD = minutes(5);

/** A socket may tell the same unstamped state again later, and mean it. */
const UNSTAMPED_SEEN_FOR = minutes(10);

const MOST_SEEN = 16;

export interface Recorded {
  readonly outcome: 'recorded' | 'duplicate' | 'stale';
  readonly conversation: Conversation;
}

export function recordObservation(
  conversation: Conversation,
  observation: Observation,
  now: EpochMs,
): Recorded {
  const order = orderOf(observation, now);
  if (isSeen(conversation, order, now)) return { outcome: 'duplicate', conversation };

  const seen = { seen: withSeen(conversation.seen, order), changedAt: now };
  const known = fold(conversation, observation.told, order);
  const isFolded = known !== conversation;
  // Seen already here, because a spread of its own at the end would take as long as the fold.
  const folded = isFolded ? withKnown(conversation, known, seen) : conversation;
  const replaced = isSameCurrent(conversation, folded) ? undefined : callbacksOf(conversation)[0];
  const [current] = callbacksOf(folded);
  const { dated, marked } = current
    ? withMarks(adoptCustomer(folded, current), observation, order)
    : { dated: folded, marked: folded };
  if (marked === conversation) return { outcome: 'stale', conversation };

  const settled = settleByCalls(leaveReplaced(replaced, current, marked, now), now);
  // That there was an older one is kept, and tells nothing of now.
  const outcome = isFolded || marked !== dated ? 'recorded' : 'stale';
  return { outcome, conversation: isFolded ? settled : { ...settled, ...seen } };
}

/** Where a notification stands, as far as its stamp is believed. */
export function orderOf({ stampedAt, recordedAt, fingerprint }: Observation, now: EpochMs): Order {
  const isBelieved = stampedAt !== undefined && stampedAt <= plus(now, MOST_AHEAD);
  const order = isBelieved ? { stampedAt, arrivedAt: now, fingerprint } : { arrivedAt: now, fingerprint };
  return recordedAt === undefined ? order : { ...order, recordedAt };
}

/** Field by field, because a second spread in a literal takes as long as the whole fold. */
const withKnown = (
  conversation: Conversation,
  { customerLegs, otherLegs, calls, joined }: Known,
  { seen, changedAt }: Pick<Conversation, 'seen' | 'changedAt'>,
): Conversation => ({ ...conversation, customerLegs, otherLegs, calls, joined, seen, changedAt });

const isSeen = ({ seen }: Conversation, { fingerprint }: Order, now: EpochMs) =>
  seen.some(
    (body) =>
      body.fingerprint === fingerprint &&
      (body.unstampedAt === undefined || between(body.unstampedAt, now) < UNSTAMPED_SEEN_FOR),
  );

function withSeen(
  seen: readonly SeenBody[],
  { fingerprint, stampedAt, arrivedAt }: Order,
): readonly SeenBody[] {
  const body = { fingerprint, ...(stampedAt === undefined && { unstampedAt: arrivedAt }) };
  return [...seen.filter((one) => one.fingerprint !== fingerprint), body].slice(-MOST_SEEN);
}

/** An undecided callback whose due is past and which another one replaces is left: no silent end. */
function leaveReplaced(
  replaced: Callback | undefined,
  current: Callback | undefined,
  after: Conversation,
  now: EpochMs,
): Conversation {
  if (!replaced || !current || replaced.key === current.key) return after;
  const isAdopted = replaced.key === NAMELESS && !recordOf(after, NAMELESS);
  if (isAdopted) return after;
  const record = ledgerOf(after, replaced.key);
  if (isSettled(record) || record.placement) return after;
  return undecidedTriggers(replaced, record, after)
    .filter(({ due }) => due <= now)
    .reduce(
      (left, { trigger, due }) =>
        leave(
          left,
          { record: ledgerOf(left, replaced.key), queueId: replaced.queueId, trigger, due },
          whyReplaced(after, replaced.key, trigger),
          now,
        ),
      after,
    );
}
