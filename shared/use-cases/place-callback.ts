/**
 * Claim, place, settle. What the request needs is fetched before the claim; the claim is a save by version, so a
 * recorded cancel or reschedule wins until then; the outcome is recorded by the holder of the token alone.
 */
import type { Automation } from '#shared/domain/automation.ts';
import { callbacksOf } from '#shared/domain/callbacks-of.ts';
import type { Conversation, Placement } from '#shared/domain/conversation.ts';
import type { Subject } from '#shared/domain/ledger.ts';
import { claim, LEASE, settle, type Terms } from '#shared/domain/placing.ts';
import { ledgerOf } from '#shared/domain/records.ts';
import { between, plus, seconds } from '#shared/domain/time.ts';
import type { PlacementOutcome, PlacementRequest, Placer } from '#shared/ports/placer.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { saveTransition } from '#shared/use-cases/save-transition.ts';

/** The longest that a placer's request may take; with less than this left of the lease it is not made. */
const LONGEST_REQUEST = seconds(10);

/** Answers false when the version race for the claim was lost, and so nothing was placed. */
export async function placeCallback(
  deps: AutomationDeps,
  conversation: Conversation,
  subject: Subject,
  automation: Automation,
): Promise<boolean> {
  const placer = deps.placers.get(automation.placer);
  if (placer === undefined)
    throw new Error('An automation names a placer that the stage config does not declare.');
  const place = await placer.prepare();

  const token = deps.newToken();
  const claimed = claim(conversation, subject, automation, token, deps.clock.now());
  if (!(await deps.store.saveIfUnchanged(claimed))) return false;

  const placement = claimed.callbacks.find((record) => record.placement?.token === token)?.placement;
  if (placement === undefined) throw new Error('A claim that was just saved is gone.');
  const outcome = await request(deps, place, toRequest(conversation, subject, placement));
  await record(deps, conversation.conversationId, token, outcome, {
    automation,
    placer,
    queueId: subject.queueId,
  });
  report(deps, conversation.conversationId, placement, outcome);
  return true;
}

async function request(
  { clock }: AutomationDeps,
  place: Awaited<ReturnType<Placer['prepare']>>,
  placement: PlacementRequest & { readonly claimedAt: Placement['claimedAt'] },
): Promise<PlacementOutcome> {
  const { claimedAt, ...body } = placement;
  if (between(clock.now(), plus(claimedAt, LEASE)) < LONGEST_REQUEST) {
    return { kind: 'refused', because: 'lease-nearly-over', final: false };
  }
  try {
    return await place(body);
  } catch {
    // A placer that throws has told nothing of what became of its request.
    return { kind: 'unknown', because: 'placer-failed' };
  }
}

function toRequest(conversation: Conversation, { record, queueId }: Subject, placement: Placement) {
  const { placementKey, due, trigger, firedAt, claimedAt, attempt, automation } = placement;
  const { conversationId } = conversation;
  const callback = callbacksOf(conversation).find(
    ({ key }) => ledgerOf(conversation, key).key === record.key,
  );
  return {
    placementKey,
    conversationId,
    callbackKey: record.key,
    due,
    trigger: trigger.kind,
    firedAt,
    claimedAt,
    attempt,
    automation,
    ...(queueId !== undefined && { queueId }),
    ...(callback?.number !== undefined && { number: callback.number }),
    ...(callback?.name !== undefined && { name: callback.name }),
  };
}

/** An outcome is worth more tries than a notification, which its sender would repeat. */
const MOST_RECORD_TRIES = 25;

/** If this fails, the lease runs out and the outcome is unknown: never a second try by accident. */
function record(
  deps: AutomationDeps,
  conversationId: string,
  token: string,
  outcome: PlacementOutcome,
  terms: Terms,
) {
  const transition = (stored: Conversation | undefined) => {
    if (stored === undefined) throw new Error('A conversation with a claim is gone.');
    return { conversation: settle(stored, token, outcome, terms, deps.clock.now()), result: undefined };
  };
  return saveTransition(deps, conversationId, transition, MOST_RECORD_TRIES);
}

function report(
  { telemetry }: AutomationDeps,
  conversationId: string,
  placement: Placement,
  outcome: PlacementOutcome,
) {
  const lateness = between(placement.due, placement.claimedAt);
  const reason = outcome.kind === 'placed' ? undefined : outcome.because;
  const { automation, attempt } = placement;
  telemetry.info('callback.placed', {
    conversationId,
    outcome: outcome.kind,
    reason,
    automation,
    attempt,
    lateness,
  });
  telemetry.count(`placements.${outcome.kind}`);
  if (outcome.kind === 'placed') telemetry.count('callbacks.placed');
  telemetry.duration('callbacks.lateness', lateness);
}
