import { createFakeGenesys, type FakeGenesys } from '#local/genesys/create-fake-genesys.ts';
import {
  AGENT_FIRST_QUEUE,
  CONTACT_LIST,
  CUSTOMER_FIRST_QUEUE,
  OAUTH_CLIENT,
} from '#local/genesys/defaults.ts';
import type { Notification } from '#local/genesys/notifications.ts';
import type { Settings as FakeSettings } from '#local/genesys/settings.ts';
import { createGenesysClient } from '#shared/adapters/genesys-api/genesys-client.ts';
import { createLiveCheck } from '#shared/adapters/genesys-api/live-check.ts';
import { createMemoryAnnouncer } from '#shared/adapters/memory/memory-announcer.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryRateStore } from '#shared/adapters/memory/memory-rate-store.ts';
import { createMemoryTable } from '#shared/adapters/memory/memory-table.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { toE164 } from '#shared/adapters/phone-numbers/to-e164.ts';
import { createGenesysCallPlacer } from '#shared/adapters/placers/genesys-call.ts';
import { createGenesysCallbackPlacer } from '#shared/adapters/placers/genesys-callback.ts';
import { createGenesysCampaignContactPlacer } from '#shared/adapters/placers/genesys-campaign-contact.ts';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Automation } from '#shared/domain/automation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { durationMs, type EpochMs, epochMs, latest } from '#shared/domain/time.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { Placer } from '#shared/ports/placer.ts';
import type { Settings } from '#shared/ports/settings.ts';
import { createPacer } from '#shared/use-cases/pacer.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import { noon } from '#test/builders/times.ts';

export const GENESYS_PLACERS = ['genesys-callback', 'genesys-call', 'genesys-campaign-contact'] as const;
export type GenesysPlacer = (typeof GENESYS_PLACERS)[number];

/** Requests that get no answer are given up after this; in earnest it is 10 s. */
const TIMEOUT = durationMs(25);

/**
 * The whole program around a fake Genesys Cloud, in virtual time: the fake's notifications are parsed and recorded, and
 * looks are taken when they are due.
 */
export function aGenesysWorld(options: GenesysWorldOptions = {}) {
  const { settings: fakeSettings, wire = (body) => [body], mostSteps = 500, timersEach = 1 } = options;
  const clock = createMemoryClock(noon(-3600));
  const posted: Notification[] = [];
  const genesys = createFakeGenesys({
    clock,
    notify: (notification) => void posted.push(notification),
    random: () => 0.5,
    ...(fakeSettings && { settings: fakeSettings }),
  });
  const telemetry = createMemoryTelemetry();
  const table = createMemoryTable();
  const looks = new Map<string, EpochMs>();
  const store: ConversationStore = {
    load: table.store.load,
    async saveIfUnchanged(conversation) {
      const isSaved = await table.store.saveIfUnchanged(conversation);
      const look = nextLook(conversation);
      if (isSaved && look) looks.set(conversation.conversationId, look.at);
      else if (isSaved) looks.delete(conversation.conversationId);
      return isSaved;
    },
  };
  const announcer = createMemoryAnnouncer();
  const shared = {
    clock,
    telemetry,
    store,
    timers: { send: async () => [] },
    random: () => 0.5,
  };
  let settings: Settings = { paused: false, automations: new Map([['default', anAutomation()]]) };
  let tokens = 0;
  const placers = genesysPlacers(genesys, { clock, telemetry });
  const runTimers = createRunTimers({
    ...shared,
    announcer,
    placers,
    settings: { current: async () => settings },
    pacer: createPacer({ ...shared, rates: createMemoryRateStore() }),
    toE164,
    newToken: () => `token-${++tokens}`,
  });
  const tell = createRecordNotification(shared);

  /** Hands a body in, as ingest does. */
  async function take(body: string): Promise<void> {
    const parsed = parseNotification(body);
    if (parsed.kind !== 'one' || parsed.element.kind === 'refused') throw new Error('A body was refused.');
    if (parsed.element.kind === 'ignored') return;
    await tell(parsed.element.observation);
  }

  async function drain(): Promise<void> {
    for (let one = posted.shift(); one !== undefined; one = posted.shift()) {
      for (const body of wire(JSON.stringify(one))) await take(body);
    }
  }

  /** Lets time pass to an instant: at Genesys, and from look to look. */
  async function passUntil(instant: EpochMs): Promise<void> {
    for (let steps = 0; ; steps++) {
      if (steps > mostSteps) throw new Error('Something feeds itself.');
      await drain();
      const next = Math.min(...looks.values(), genesys.nextAt() ?? Number.POSITIVE_INFINITY);
      if (next > instant) break;
      clock.moveTo(latest(clock.now(), epochMs(next)));
      genesys.runDue();
      await drain();
      const due = [...looks].filter(([, at]) => at <= clock.now());
      const timers = due.map(([conversationId, at]) => ({ conversationId, at }));
      if (due.length > 0) await runTimers(Array.from({ length: timersEach }, () => timers).flat());
    }
    clock.moveTo(latest(clock.now(), instant));
    genesys.runDue();
    await drain();
  }

  return {
    clock,
    genesys,
    telemetry,
    announcer,
    take,
    passUntil,
    load: store.load,
    configure: (automation: Partial<Automation>, changes: Partial<Settings> = {}) => {
      settings = { ...settings, ...changes, automations: new Map([['default', anAutomation(automation)]]) };
    },
    /** What was announced of a conversation, in short. */
    announced: (conversationId: string) =>
      announcer.announced
        .filter((one) => one.conversationId === conversationId)
        .map(({ type, reason }) => (reason ? `${type}: ${reason}` : type)),
    /** The calls that were made to a customer. */
    callsTo: (number: string) => genesys.control.calls().filter((call) => call.number === number),
  };
}

export interface GenesysWorldOptions {
  readonly settings?: Partial<FakeSettings>;
  /** How many timers come for each look: two are ordinary. */
  readonly timersEach?: number;
  /** More than this at a stretch means that something feeds itself. */
  readonly mostSteps?: number;
  /** What becomes of a notification on its way: other shapes of it, or nothing. */
  readonly wire?: (body: string) => readonly string[];
}

/** Takes all callbacks of the fake's first queue, whatever their config id. */
const anAutomation = (changes: Partial<Automation> = {}): Automation => ({
  ...DEFAULT_AUTOMATION,
  match: { queueId: AGENT_FIRST_QUEUE.id },
  placer: 'genesys-callback',
  placeOnTimeout: true,
  ...changes,
});

type Shared = Pick<Parameters<typeof createGenesysClient>[0], 'clock' | 'telemetry'>;

function genesysPlacers(genesys: FakeGenesys, shared: Shared): ReadonlyMap<string, Placer> {
  const urls = { api: 'https://genesys.test/api/v2', token: 'https://genesys.test/oauth/token' };
  const client = createGenesysClient({
    ...shared,
    api: urls,
    credentials: async () => [JSON.stringify(OAUTH_CLIENT)],
    fetch: genesys.fetch,
    timeout: TIMEOUT,
  });
  const deps = { ...shared, name: 'genesys', client, liveCheck: createLiveCheck(client, shared) };
  const requestsPerMinute = 270;
  const agentTokens = (userId: string) => {
    const mint = async () => genesys.control.userToken({ userId });
    return { current: mint, renewed: mint };
  };
  return new Map<GenesysPlacer, Placer>([
    [
      'genesys-callback',
      createGenesysCallbackPlacer({ queueId: CUSTOMER_FIRST_QUEUE.id, requestsPerMinute }, deps),
    ],
    ['genesys-call', createGenesysCallPlacer({ requestsPerMinute }, { ...deps, agentTokens })],
    [
      'genesys-campaign-contact',
      createGenesysCampaignContactPlacer(
        {
          contactListId: CONTACT_LIST.id,
          columns: { number: CONTACT_LIST.numberColumn, placementKey: CONTACT_LIST.placementKeyColumn },
          requestsPerMinute,
        },
        deps,
      ),
    ],
  ]);
}

const NUMBER = '+13175550123';

/** Creates a callback that is due a minute from now, with whatever its placer needs to be there at its due. */
export async function aDueCallback(world: ReturnType<typeof aGenesysWorld>, placer: GenesysPlacer) {
  const startedAt = world.clock.now();
  const at = (seconds: number) => epochMs(startedAt + seconds * 1000);
  const timeoutSeconds = placer === 'genesys-call' ? 20 : 0;
  world.configure({ placer });
  const conversationId = world.genesys.control.createCallback({
    number: NUMBER,
    inSeconds: placer === 'genesys-call' ? 30 : 60,
    timeoutSeconds,
  });
  if (placer === 'genesys-call') {
    await world.passUntil(at(38));
    world.genesys.control.agent(conversationId, { does: 'alert' });
    await world.passUntil(at(40));
    world.genesys.control.agent(conversationId, { does: 'connect' });
  }
  await world.passUntil(at(59));
  return { conversationId, number: NUMBER, due: at(60), at };
}
