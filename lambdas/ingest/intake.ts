import { mapInLanes } from '#lambdas/ingest/map-in-lanes.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { toIso } from '#shared/domain/time.ts';
import type { ParsedElement, ParsedNotification, Refusal } from '#shared/genesys/parse-notification.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Quarantine } from '#shared/ports/quarantine.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import type { RecordOutcome } from '#shared/use-cases/record-notification.ts';

export interface IntakeDeps {
  readonly parse: (text: string, conversationId?: string) => ParsedNotification;
  readonly record: (observation: Observation) => Promise<RecordOutcome>;
  readonly quarantine: Quarantine;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
}

const WORDS = {
  recorded: { event: 'notification.recorded', metric: 'notifications.recorded' },
  duplicate: { event: 'notification.duplicate', metric: 'notifications.duplicate' },
  stale: { event: 'notification.stale', metric: 'notifications.stale' },
  ignored: { event: 'notification.ignored', metric: 'notifications.ignored' },
  refused: { event: 'notification.refused', metric: 'notifications.refused' },
} as const satisfies Record<Outcome['outcome'], { event: string; metric: string }>;

/** How one element of a body ended. */
export type Outcome =
  | RecordOutcome
  | { readonly outcome: 'ignored'; readonly conversationId?: string }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

export interface Intake {
  readonly form: 'one' | 'many';
  /** In the body's order. */
  readonly outcomes: readonly Outcome[];
}

/**
 * Takes a body in: parses it, records every element, keeps it in quarantine where one was refused.
 *
 * Rejects on our own trouble with any element. What was recorded until then is safe: when the same body comes
 * again it is a duplicate. The quarantine comes last, so that a body is kept once and not once per repetition.
 */
export function createIntake(deps: IntakeDeps): (text: string, conversationId?: string) => Promise<Intake> {
  const { parse, quarantine, telemetry, clock } = deps;
  return async (text, conversationId) => {
    const startedAt = clock.now();
    const parsed = parse(text, conversationId);
    if (parsed.unknownValues > 0) telemetry.count('values.unknown', parsed.unknownValues);

    const elements = parsed.kind === 'one' ? [parsed.element] : parsed.elements;
    const take = async (element: ParsedElement): Promise<Outcome> => {
      const outcome = await settle(element, deps);
      const fields = { elements: elements.length, milliseconds: clock.now() - startedAt };
      if (outcome.outcome !== 'refused') reportTaken(outcome, element, telemetry, fields);
      return outcome;
    };
    const outcomes = await mapInLanes(elements, laneOf, take);

    const refused = outcomes.filter((outcome) => outcome.outcome === 'refused');
    if (refused.length > 0) await quarantine.keep(withConversation(text, conversationId));
    for (const { refusal } of refused) reportRefused(refusal, telemetry);
    return { form: parsed.kind, outcomes };
  };
}

/** Puts the path's conversation into the body, where a replay to `/notifications` finds it. A body's own comes last and wins. */
function withConversation(text: string, conversationId: string | undefined): string {
  if (conversationId === undefined) return text;
  const field = `"conversationId":${JSON.stringify(conversationId)}`;
  return text.replace(/^\s*\{(\s*\})?/, (_opening, closing?: string) => `{${field}${closing ?? ','}`);
}

const laneOf = (element: ParsedElement): string | undefined =>
  element.kind === 'observed' ? element.observation.conversationId : undefined;

async function settle(element: ParsedElement, { record }: IntakeDeps): Promise<Outcome> {
  switch (element.kind) {
    case 'observed':
      return record(element.observation);
    case 'ignored':
      return {
        outcome: 'ignored',
        ...(element.conversationId !== undefined && { conversationId: element.conversationId }),
      };
    case 'refused':
      return { outcome: 'refused', refusal: element.refusal };
  }
}

function reportTaken(
  taken: Exclude<Outcome, { outcome: 'refused' }>,
  element: ParsedElement,
  telemetry: Telemetry,
  fields: { elements: number; milliseconds: number },
): void {
  const { event, metric } = WORDS[taken.outcome];
  telemetry.count(metric);
  telemetry.info(event, {
    conversationId: taken.conversationId,
    ...(element.kind === 'ignored' && { because: element.because }),
    ...('nextLook' in taken && { nextLookAt: toIso(taken.nextLook.at), nextLookWhy: taken.nextLook.why }),
    ...fields,
  });
}

function reportRefused({ reason, issues }: Refusal, telemetry: Telemetry): void {
  telemetry.count(WORDS.refused.metric);
  telemetry.warn(WORDS.refused.event, { reason, issues: issues.length, firstPath: issues[0]?.path });
}
