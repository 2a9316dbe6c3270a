/** The stack in a process of its own, and a fake Genesys Cloud that outlives it, over real sockets. */
import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { CONTACT_LIST, CUSTOMER_FIRST_QUEUE } from '#local/genesys/defaults.ts';
import type { Fault, Operation } from '#local/genesys/faults.ts';
import { startFakeGenesys } from '#local/genesys/start-fake-genesys.ts';
import type { ConversationReport } from '#shared/use-cases/conversation-report.ts';
import { newDataDir, type RunningStack, runStack } from '#test/e2e/running-stack.ts';
import { eventsOf, getState } from '#test/e2e/target.ts';

type Kind = 'genesys-callback' | 'genesys-call' | 'genesys-campaign-contact';

const TARGETS = {
  'genesys-callback': { queueId: CUSTOMER_FIRST_QUEUE.id },
  'genesys-call': { agentTokens: { functionName: 'agent-token' } },
  'genesys-campaign-contact': {
    contactListId: CONTACT_LIST.id,
    columns: { number: 'Phone', placementKey: 'PlacementKey' },
  },
} as const;

export type GenesysWorld = Awaited<ReturnType<typeof startGenesysWorld>>;

/**
 * `placers`: a name for each placer that a test wants for itself, with its own token, rate and circuit breaker. An
 * automation of the same name uses it, for callbacks whose `automatedCallbackConfigId` is that name, with `more` settings.
 */
export async function startGenesysWorld(placers: Readonly<Record<string, Kind>>, more: object = {}) {
  let stack: RunningStack | undefined;
  const genesys = await startFakeGenesys({
    webhook: () => ({ url: `${stack?.url}/notifications`, headers: { 'x-api-key': stack?.apiKey ?? '' } }),
    settings: { releaseMs: 200, ringMs: 200, campaignMs: 200, requestsPerMinute: 10_000 },
  });
  const { control } = genesys.fake;
  const dataDir = newDataDir();
  writeSettings(dataDir, placers, genesys.url, more);
  stack = await runStack({ dataDir });

  return {
    control,
    stack: () => stack ?? never(),
    /** Kills the stack as `kill -9` does, and starts it again on the same data. */
    async restart() {
      await stack?.kill('SIGKILL');
      stack = await runStack({ dataDir });
    },
    /** Creates a callback with a number of its own. */
    callback(automation: string, facts: Parameters<typeof control.createCallback>[0] = {}) {
      const number = `+1317555${String(randomInt(10_000)).padStart(4, '0')}`;
      const id = control.createCallback({
        inSeconds: 1,
        automatedCallbackConfigId: automation,
        ...facts,
        number,
      });
      return { id, number };
    },
    fail: (operation: Operation, matching: string, fault: Fault, times = 1) =>
      control.fail({ operation, matching, fault, times }),
    callsFor: (id: string) => control.calls().filter((call) => call.originalConversationId === id),
    requestsOf: (operation: Operation) => control.requests().filter((one) => one.operation === operation),
    /** Each announcement once: they are promised to come at least once. */
    async eventTypes(id: string) {
      const events = await eventsOf(stack ?? never(), id);
      const different = new Map(events.map((event) => [JSON.stringify(event.detail), event]));
      return [...different.values()].map((event) => event['detail-type']);
    },
    async placementOf(id: string) {
      const response = await getState(stack ?? never(), id);
      if (response.status === 404) return undefined;
      const { callbacks } = (await response.json()) as ConversationReport;
      return callbacks.find(({ placement }) => placement !== undefined)?.placement;
    },
    /** How the customer's leg of a conversation is at Genesys. */
    customerState: (id: string) =>
      control.conversations().find((one) => one.id === id)?.participants[0]?.callbacks?.[0]?.state,
    async close() {
      await stack?.remove();
      await genesys.close();
    },
  };
}

function never(): never {
  throw new Error('The stack has not been started yet.');
}

function writeSettings(
  dataDir: string,
  placers: Readonly<Record<string, Kind>>,
  url: string,
  more: object,
): void {
  const genesys = (name: string) => ({
    url: `${url}/${name}`,
    secret: 'genesys/oauth-client',
    requestsPerMinute: 10_000,
  });
  const declared = Object.entries(placers).map(([name, kind]) => [
    name,
    { kind, genesys: genesys(name), ...TARGETS[kind] },
  ]);
  writeFileSync(join(dataDir, 'placers.json'), JSON.stringify(Object.fromEntries(declared)));
  mkdirSync(join(dataDir, 'functions'));
  const tokens = `${url}/_control/tokens`;
  writeFileSync(
    join(dataDir, 'functions', 'agent-token.mjs'),
    `export const handler = async ({ userId }) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch('${tokens}', { method: 'POST', headers, body: JSON.stringify({ userId }) });
      return response.json();
    };`,
  );
  const automations = join(dataDir, 'parameters/callback-automation/local/automations');
  mkdirSync(automations, { recursive: true });
  for (const name of Object.keys(placers)) {
    const automation = {
      placer: name,
      match: { automatedCallbackConfigId: name },
      placeOnTimeout: true,
      retry: { after: 1, atMost: 2 },
      ...more,
    };
    writeFileSync(join(automations, `${name}.json`), JSON.stringify(automation));
  }
}

/** Waits until something is so. */
export const until = (isSo: () => boolean | Promise<boolean>, timeout = 30_000) =>
  vi.waitUntil(isSo, { timeout, interval: 50 });
