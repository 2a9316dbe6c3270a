/** The functions that get bodies, over memory, with the real parser, log and checks of who sends. */
import { createHandler as createIngest, type IngestDeps } from '#lambdas/ingest/handler.ts';
import { createHandler as createOperator } from '#lambdas/operator/handler.ts';
import { createHandler as createQuery } from '#lambdas/query/handler.ts';
import { createAuthenticator } from '#shared/adapters/auth/authenticate.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryQuarantine } from '#shared/adapters/memory/memory-quarantine.ts';
import { createMemoryTable } from '#shared/adapters/memory/memory-table.ts';
import { createMemoryTimerQueue } from '#shared/adapters/memory/memory-timer-queue.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { createDecideUnknown } from '#shared/use-cases/decide-unknown.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { NOON } from '#test/builders/times.ts';
import { NUMBER, SECRET, TEXT } from '#test/integration/privacy/canaries.ts';

/** As much as an error can say: in its message, its cause, its code and in what hangs at it. */
export const talkative = () => {
  // The second line is like that of a stack.
  const message = `${TEXT.customer}, ${SECRET.apiKey}\n    at ${NUMBER.e164} (${TEXT.note}:1:1)`;
  const cause = Object.assign(new TypeError(message), { code: TEXT.email, Item: { S: NUMBER.national } });
  return Object.assign(new Error(message, { cause }), {
    code: NUMBER.withoutPlus,
    $response: { body: message },
  });
};

/** Makes what everything outside throws; missing where all goes well. */
export type Trouble = (() => unknown) | undefined;

/** Makes them, for one trouble. */
export function functionsWith(trouble: Trouble, changes: Partial<IngestDeps> = {}) {
  const clock = createMemoryClock(NOON);
  const { store } = createMemoryTable();
  const telemetry = createTelemetry({ functionName: 'ingest', stage: 'test', now: () => NOON });
  const shared = { store, timers: createMemoryTimerQueue(), clock, telemetry, random: () => 0 };
  const throwing = async () => {
    throw trouble?.();
  };
  const quarantine = createMemoryQuarantine();
  const ingest = createIngest({
    parse: (text, conversationId) => parseNotification(text, conversationId, { findReached: true }),
    record: trouble ? throwing : createRecordNotification(shared),
    noteReached: trouble ? throwing : async () => {},
    authenticate: createAuthenticator(
      { accept: ['api-key', 'signature'], require: 'any' },
      { apiKeys: async () => [SECRET.apiKey], signingSecrets: async () => [SECRET.signingSecret], clock },
    ),
    quarantine: trouble ? { keep: throwing } : quarantine,
    telemetry,
    clock,
    ...changes,
  });
  const query = createQuery({ store: trouble ? { load: throwing } : store, telemetry });
  const decideUnknown = trouble ? throwing : createDecideUnknown(shared);
  return { ingest, query, operator: createOperator({ decideUnknown, telemetry }) };
}

export type Functions = ReturnType<typeof functionsWith>;
