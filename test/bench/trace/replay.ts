import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { createMemoryAnnouncer } from '#shared/adapters/memory/memory-announcer.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryRateStore } from '#shared/adapters/memory/memory-rate-store.ts';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { type EpochMs, epochMs } from '#shared/domain/time.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import type { Placer } from '#shared/ports/placer.ts';
import { createPacer } from '#shared/use-cases/pacer.ts';
import { createRecordNotification, type RecordOutcome } from '#shared/use-cases/record-notification.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import { createRandom } from '#test/bench/random.ts';
import { SILENT } from '#test/bench/silent-telemetry.ts';
import { deliver } from '#test/bench/trace/deliver.ts';
import type { Life } from '#test/bench/trace/life.ts';
import { createMeteredClient, type Usage } from '#test/bench/trace/metered-client.ts';
import { aScriptedPlacer } from '#test/builders/small-world.ts';

/** What one notification asked of the table. */
export interface Taken extends Usage {
  readonly outcome: RecordOutcome['outcome'];
}

/** Replays one life: its notifications as they arrive, and the looks that come due between them. */
export async function replay(
  life: Life,
  { client, tableName, seed }: { client: DynamoDBClient; tableName: string; seed: number },
): Promise<readonly Taken[]> {
  const { metered, usage } = createMeteredClient(client);
  const world = aWorld(createConversationStore(metered, tableName), epochMs(life.notifications[0]?.at ?? 0));
  const taken: Taken[] = [];
  for (const { at, body } of deliver(life, createRandom(seed))) {
    await world.lookUntil(life.conversationId, epochMs(at));
    const before = { ...usage };
    const outcome = await world.take(body);
    taken.push({
      outcome,
      reads: usage.reads - before.reads,
      writes: usage.writes - before.writes,
      units: usage.units - before.units,
      indexUnits: usage.indexUnits - before.indexUnits,
      bytes: usage.bytes,
    });
  }
  return taken;
}

/** The program over a table and a clock of its own; every callback with a config id is announced when it is due. */
function aWorld(store: ReturnType<typeof createConversationStore>, startAt: EpochMs) {
  const clock = createMemoryClock(startAt);
  const automations = new Map([['default', { ...DEFAULT_AUTOMATION, placer: 'announce' }]]);
  const placer = aScriptedPlacer({ kind: 'announce', repeatable: true });
  let tokens = 0;
  const deps = { store, clock, timers: { send: async () => [] }, telemetry: SILENT, random: () => 0.5 };
  const record = createRecordNotification(deps);
  const runTimers = createRunTimers({
    ...deps,
    announcer: createMemoryAnnouncer(),
    placers: new Map<string, Placer>([['announce', placer]]),
    settings: { current: async () => ({ paused: false, automations }) },
    pacer: createPacer({ ...deps, rates: createMemoryRateStore() }),
    toE164: (number) => number,
    newToken: () => `00000000-0000-4000-8000-${String(++tokens).padStart(12, '0')}`,
  });
  let mayLook = false;

  return {
    async take(body: string): Promise<RecordOutcome['outcome']> {
      const parsed = parseNotification(body);
      if (parsed.kind !== 'one' || parsed.element.kind !== 'observed') throw new Error('Not a notification.');
      const { outcome, nextLook: look } = await record(parsed.element.observation);
      mayLook = look !== undefined;
      return outcome;
    },
    /** Takes all looks up to an instant, each at its time. */
    async lookUntil(conversationId: string, instant: EpochMs): Promise<void> {
      for (let looks = 0; mayLook && looks < 100; looks++) {
        const stored = await store.load(conversationId);
        const look = stored && nextLook(stored);
        if (look === undefined || look.at > instant) break;
        if (look.at > clock.now()) clock.moveTo(look.at);
        await runTimers([{ conversationId, at: look.at }]);
      }
      if (instant > clock.now()) clock.moveTo(instant);
    },
  };
}
