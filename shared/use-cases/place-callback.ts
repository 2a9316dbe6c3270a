/**
 * Claim, ask Genesys, place, settle. What the requests need is fetched before the claim; the claim is a save by version,
 * so a recorded cancel or reschedule wins until then; the outcome is recorded by the holder of the token alone.
 */
import type { Automation } from '#shared/domain/automation.ts';
import type { CallbackRecord, Conversation, Placement } from '#shared/domain/conversation.ts';
import { hasBecomeTooLate } from '#shared/domain/decision.ts';
import { settleByCalls } from '#shared/domain/evidence.ts';
import { LEASE } from '#shared/domain/lease.ts';
import type { Subject } from '#shared/domain/ledger.ts';
import { type Claimer, claim, settle, type Terms } from '#shared/domain/placing.ts';
import { recordOfToken } from '#shared/domain/records.ts';
import { between, plus, seconds } from '#shared/domain/time.ts';
import { withdraw } from '#shared/domain/withdraw.ts';
import type { Place, PlacementOutcome, PlacementRequest, Placer } from '#shared/ports/placer.ts';
import { askLive, type Objection } from '#shared/use-cases/ask-live.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { agentOf, callbackOf, toRequest } from '#shared/use-cases/placement-request.ts';
import { saveTransition } from '#shared/use-cases/save-transition.ts';

/** The longest that a placer's request may take; with less than this left of the lease it is not made. */
const LONGEST_REQUEST = seconds(10);

/** Answers false when nothing was placed, as the version race for the claim was lost or it became too late meanwhile. */
export async function placeCallback(
  deps: AutomationDeps,
  conversation: Conversation,
  subject: Subject,
  automation: Automation,
): Promise<boolean> {
  const placer = deps.placers.get(automation.placer);
  if (placer === undefined)
    throw new Error('An automation names a placer that the stage config does not declare.');
  const { conversationId } = conversation;
  const agentId = agentOf(callbackOf(conversation, subject.record));
  const place = await placer
    .prepare({ conversationId, ...(agentId !== undefined && { agentId }) })
    .catch((error: unknown) => {
      deps.telemetry.error('placer.unprepared', error, { conversationId, placer: automation.placer });
      throw error;
    });

  const now = deps.clock.now();
  if (hasBecomeTooLate(subject, automation, now)) return false;
  const claimer = claimerOf(placer, deps.newToken());
  const claimed = claim(conversation, subject, automation, claimer, now);
  if (!(await deps.store.saveIfUnchanged(claimed))) return false;

  const record = recordOfToken(claimed, claimer.token);
  if (record?.placement === undefined) throw new Error('A claim that was just saved is gone.');
  const { placement } = record;
  const terms = { automation, isAnnounced: placer.kind !== 'announce', queueId: subject.queueId };
  const outcome = await attempt(deps, placer, place, {
    conversation: claimed,
    record,
    placement,
    request: toRequest(deps, conversation, subject.record, placement, automation),
  });
  await settleClaim(deps, conversationId, claimer.token, outcome, terms);
  report(deps, conversationId, placement, outcome);
  // All others are counted when they are announced, however their outcome became known.
  if (outcome.kind === 'placed' && !terms.isAnnounced) deps.telemetry.count('callbacks.placed');
  return true;
}

const claimerOf = ({ repeatable, dialing, cleanUp }: Placer, token: string): Claimer => ({
  token,
  ...(!repeatable && { shows: dialing?.callsShow ?? 'unasked' }),
  ...(cleanUp && { cleansUp: true }),
});

interface Claimed {
  readonly conversation: Conversation;
  readonly record: CallbackRecord;
  readonly placement: Placement;
  readonly request: PlacementRequest;
}

async function attempt(
  deps: AutomationDeps,
  { dialing }: Placer,
  place: Place,
  { conversation, record, placement, request }: Claimed,
): Promise<PlacementOutcome | Objection> {
  if (dialing) {
    const question = { key: record.key, record, trigger: placement.trigger, due: placement.due };
    const objection = await askLive(deps, dialing, conversation, question, request.agentId).catch(
      () => UNASKED,
    );
    if (objection) return objection;
  }
  if (between(deps.clock.now(), plus(placement.claimedAt, LEASE)) < LONGEST_REQUEST) {
    return { kind: 'postponed', because: 'lease-nearly-over' };
  }
  try {
    return await place(request);
  } catch {
    // A placer that throws has told nothing of what became of its request.
    return { kind: 'unknown', because: 'placer-failed' };
  }
}

/** Whatever went wrong before anything was asked of the placer leaves nothing in doubt. */
const UNASKED: PlacementOutcome = { kind: 'postponed', because: 'live-check-failed' };

/** An outcome is worth more tries than a notification, which its sender would repeat. */
const MOST_RECORD_TRIES = 25;

/** If this fails, the lease runs out and the outcome is unknown: never a second try by accident. */
function settleClaim(
  deps: AutomationDeps,
  conversationId: string,
  token: string,
  outcome: PlacementOutcome | Objection,
  terms: Terms,
) {
  const transition = (stored: Conversation | undefined) => {
    if (stored === undefined) throw new Error('A conversation with a claim is gone.');
    const now = deps.clock.now();
    const conversation =
      outcome.kind === 'objection'
        ? withdraw(stored, token, outcome, terms.queueId, now)
        : settle(stored, token, outcome, terms, now);
    // A call that was told of while the outcome was still awaited is evidence already.
    return { conversation: settleByCalls(conversation, now), result: undefined };
  };
  return saveTransition(deps, conversationId, transition, MOST_RECORD_TRIES);
}

function report(
  { telemetry }: AutomationDeps,
  conversationId: string,
  placement: Placement,
  outcome: PlacementOutcome | Objection,
) {
  const lateness = between(placement.due, placement.claimedAt);
  const reason = outcome.kind === 'placed' ? undefined : outcome.because;
  const { automation, attempt: tries } = placement;
  telemetry.info('callback.placed', {
    conversationId,
    outcome: outcome.kind,
    reason,
    automation,
    attempt: tries,
    lateness,
  });
  if (outcome.kind === 'objection') return telemetry.count('live-checks.refused');
  telemetry.count(`placements.${outcome.kind}`);
  telemetry.duration('callbacks.lateness', lateness);
}
