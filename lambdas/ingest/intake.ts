import { mapInLanes } from '#lambdas/ingest/map-in-lanes.ts';
import type { Intake, Outcome } from '#lambdas/ingest/outcome.ts';
import { reportRefused, reportTaken } from '#lambdas/ingest/report-intake.ts';
import type { CustomerReached } from '#shared/domain/customer.ts';
import type { Observation } from '#shared/domain/observation.ts';
import type { ParsedElement, ParsedNotification } from '#shared/genesys/parse-notification.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Quarantine } from '#shared/ports/quarantine.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import type { RecordOutcome } from '#shared/use-cases/record-notification.ts';

export interface IntakeDeps {
  readonly parse: (text: string, conversationId?: string) => ParsedNotification;
  readonly record: (observation: Observation) => Promise<RecordOutcome>;
  /** Notes that an agent reached a customer; missing where nobody wants to know. */
  readonly noteReached?: (reached: CustomerReached) => Promise<void>;
  readonly quarantine: Quarantine;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
}

/**
 * Takes a body in: parses it, records every element and whom it shows reached, keeps it in quarantine where one was
 * refused.
 *
 * Rejects on our own trouble with any element. What was recorded until then is safe: when the same body comes
 * again it is a duplicate. The quarantine comes last, so that a body is kept once and not once per repetition.
 */
export function createIntake(deps: IntakeDeps): (text: string, conversationId?: string) => Promise<Intake> {
  const { parse, quarantine, telemetry, clock } = deps;
  return async (text, conversationId) => {
    const startedAt = clock.now();
    const parsed = parse(withoutByteOrderMark(text), conversationId);
    if (parsed.unknownValues > 0) telemetry.count('values.unknown', parsed.unknownValues);

    const elements = parsed.kind === 'one' ? [parsed.element] : parsed.elements;
    const take = async (element: ParsedElement): Promise<Outcome> => {
      const outcome = await settle(element, deps);
      await noteAll(element, deps);
      const fields = { elements: elements.length, milliseconds: clock.now() - startedAt };
      if (outcome.outcome !== 'refused') reportTaken(outcome, element, telemetry, fields);
      return outcome;
    };
    const outcomes = await mapInLanes(elements, laneOf, take);
    const intake = { form: parsed.kind, outcomes };

    if (outcomes.some(({ outcome }) => outcome === 'refused')) await quarantine.keep(text, conversationId);
    reportRefused(intake, telemetry);
    return intake;
  };
}

/** JSON must not begin with one, yet some tools write it in front of every file. */
const withoutByteOrderMark = (text: string) => (text.startsWith('\uFEFF') ? text.slice(1) : text);

const laneOf = (element: ParsedElement): string | undefined =>
  element.kind === 'observed' ? element.observation.conversationId : undefined;

/** Comes after the recording, which matters more; a repetition of the body finds the recorded as a duplicate. */
async function noteAll(element: ParsedElement, { noteReached }: IntakeDeps): Promise<void> {
  if (noteReached === undefined || element.kind === 'refused') return;
  await Promise.all((element.reached ?? []).map(noteReached));
}

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
