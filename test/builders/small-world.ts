import { createMemoryAnnouncer } from '#shared/adapters/memory/memory-announcer.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryTable } from '#shared/adapters/memory/memory-table.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createMemoryTimerQueue } from '#shared/adapters/memory/memory-timer-queue.ts';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Automation } from '#shared/domain/automation.ts';
import { type Conversation, emptyConversation } from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { type EpochMs, latest } from '#shared/domain/time.ts';
import type { PlacementOutcome, PlacementRequest, Placer } from '#shared/ports/placer.ts';
import type { Settings } from '#shared/ports/settings.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import { createSweep } from '#shared/use-cases/sweep.ts';
import { CONVERSATION } from '#test/builders/observations.ts';
import { noon } from '#test/builders/times.ts';

/** A placer that answers as told and remembers what it was asked. */
export interface ScriptedPlacer extends Placer {
  readonly requests: readonly PlacementRequest[];
  /** Answers one after another; `placed` when they are used up. An error is thrown. */
  readonly answers: (PlacementOutcome | Error)[];
}

export function aScriptedPlacer(
  traits: Partial<Pick<Placer, 'kind' | 'dials' | 'repeatable'>> = {},
): ScriptedPlacer {
  const requests: PlacementRequest[] = [];
  const answers: (PlacementOutcome | Error)[] = [];
  return {
    kind: 'scripted',
    dials: false,
    repeatable: false,
    ...traits,
    requests,
    answers,
    prepare: async () => async (request) => {
      requests.push(request);
      const answer = answers.shift() ?? { kind: 'placed' };
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

/** The whole program over memory: what is told is recorded, and time passes from look to look. */
export function aSmallWorld(
  placer: ScriptedPlacer = aScriptedPlacer({ kind: 'announce', repeatable: true }),
) {
  const clock = createMemoryClock(noon(-3600));
  const table = createMemoryTable();
  const timers = createMemoryTimerQueue();
  const announcer = createMemoryAnnouncer();
  const telemetry = createMemoryTelemetry();
  const automation: Automation = { ...DEFAULT_AUTOMATION, placer: 'scripted' };
  let settings: Settings = { paused: false, automations: new Map([['default', automation]]) };
  let tokens = 0;
  const shared = { clock, timers, telemetry, random: () => 0.5 };
  const deps = {
    ...shared,
    store: table.store,
    announcer,
    placers: new Map<string, Placer>([['scripted', placer]]),
    settings: { current: async () => settings },
    newToken: () => `token-${++tokens}`,
  };
  const tell = createRecordNotification({ ...shared, store: table.store });
  const runTimers = createRunTimers(deps);

  const state = async (): Promise<Conversation> =>
    (await table.store.load(CONVERSATION)) ?? emptyConversation(CONVERSATION, clock.now());

  /** Lets time pass to an instant, looking whenever there is something to look at. */
  async function passUntil(instant: EpochMs): Promise<void> {
    for (let looks = 0; looks < 2000; looks++) {
      const look = nextLook(await state());
      if (look === undefined || look.at > instant) break;
      clock.moveTo(latest(clock.now(), look.at));
      await runTimers([{ conversationId: CONVERSATION, at: look.at }]);
    }
    clock.moveTo(latest(clock.now(), instant));
  }

  return {
    clock,
    table,
    timers,
    announcer,
    telemetry,
    placer,
    deps,
    tell,
    runTimers,
    state,
    passUntil,
    sweep: createSweep({ ...shared, index: table.index }),
    configure: (changes: Partial<Settings>) => {
      settings = { ...settings, ...changes };
    },
    /** What was announced, in short. */
    announced: () => announcer.announced.map(({ type, reason }) => (reason ? `${type}: ${reason}` : type)),
  };
}
