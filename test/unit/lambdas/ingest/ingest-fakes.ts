import { createHandler, type IngestDeps } from '#lambdas/ingest/handler.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { ParsedElement, ParsedNotification, Refusal } from '#shared/genesys/parse-notification.ts';
import type { Quarantined } from '#shared/ports/quarantine.ts';
import { rememberingTelemetry } from '#test/unit/lambdas/fakes.ts';

export const NOON = epochMs(Date.UTC(2026, 8, 1, 12));

export const anObservation = (conversationId: string, fingerprint = 'fingerprint'): Observation => ({
  conversationId,
  stampedAt: NOON,
  recordedAt: undefined,
  fingerprint,
  told: { kind: 'snapshot', legs: [], calls: undefined },
});

export const observed = (conversationId: string, fingerprint?: string): ParsedElement => ({
  kind: 'observed',
  observation: anObservation(conversationId, fingerprint),
});

export const refused = (
  reason: Refusal['reason'],
  issues: Refusal['issues'] = [{ path: 'participants.0.id', expected: 'string' }],
): ParsedElement => ({ kind: 'refused', refusal: { reason, issues } });

export const one = (element: ParsedElement): ParsedNotification => ({
  kind: 'one',
  element,
  unknownValues: 0,
});
export const many = (...elements: ParsedElement[]): ParsedNotification => ({
  kind: 'many',
  elements,
  unknownValues: 0,
});

/** An ingest handler with fakes that take everything, and what they were given. */
export function anIngest(overrides: Partial<Omit<IngestDeps, 'telemetry'>> = {}) {
  const telemetry = rememberingTelemetry();
  const parsed: { text: string; conversationId: string | undefined }[] = [];
  const recorded: Observation[] = [];
  const kept: Quarantined[] = [];
  const parse = overrides.parse ?? (() => one(observed('c-1')));
  const deps: IngestDeps = {
    record: async (observation) => {
      recorded.push(observation);
      return { outcome: 'recorded', conversationId: observation.conversationId };
    },
    authenticate: async () => 'authenticated',
    quarantine: {
      keep: async (body, conversationId) => {
        kept.push({ body, ...(conversationId !== undefined && { conversationId }) });
      },
    },
    clock: { now: () => NOON, sleep: async () => undefined },
    ...overrides,
    telemetry,
    parse: (text, conversationId) => {
      parsed.push({ text, conversationId });
      return parse(text, conversationId);
    },
  };
  return { handler: createHandler(deps), telemetry, parsed, recorded, kept };
}

export const throttled = async (): Promise<never> => {
  throw Object.assign(new Error('not for a log'), { name: 'ThrottlingException' });
};
