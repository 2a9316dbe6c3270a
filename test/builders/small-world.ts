import { createMemoryAnnouncer } from '#shared/adapters/memory/memory-announcer.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryRateStore } from '#shared/adapters/memory/memory-rate-store.ts';
import { createMemoryTable } from '#shared/adapters/memory/memory-table.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createMemoryTimerQueue } from '#shared/adapters/memory/memory-timer-queue.ts';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Automation } from '#shared/domain/automation.ts';
import { type Conversation, emptyConversation } from '#shared/domain/conversation.ts';
import type { OperatorDecision } from '#shared/domain/evidence.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Call, LegFacts } from '#shared/domain/observation.ts';
import { type EpochMs, latest, plus, seconds, toIso } from '#shared/domain/time.ts';
import type { LiveAnswer } from '#shared/ports/live-check.ts';
import type { Dialing, PlacementOutcome, PlacementRequest, Placer } from '#shared/ports/placer.ts';
import type { Settings } from '#shared/ports/settings.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { createDecideUnknown } from '#shared/use-cases/decide-unknown.ts';
import { createPacer } from '#shared/use-cases/pacer.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import { createSweep } from '#shared/use-cases/sweep.ts';
import { aCustomerLeg, aSnapshot, CONVERSATION } from '#test/builders/observations.ts';
import { wordOn } from '#test/builders/operators-word.ts';
import { NOON, noon } from '#test/builders/times.ts';

/** A placer that answers as told and remembers what it was asked. */
export interface ScriptedPlacer extends Placer {
  readonly requests: readonly PlacementRequest[];
  /** Answers one after another; `placed` when they are used up. An error is thrown. */
  readonly answers: (PlacementOutcome | Error)[];
}

export function aScriptedPlacer(
  traits: Partial<Pick<Placer, 'kind' | 'dialing' | 'repeatable' | 'cleanUp'>> = {},
): ScriptedPlacer {
  const requests: PlacementRequest[] = [];
  const answers: (PlacementOutcome | Error)[] = [];
  return {
    kind: 'scripted',
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
  more: Pick<Partial<AutomationDeps>, 'customers'> = {},
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
    pacer: createPacer({ ...shared, rates: createMemoryRateStore() }),
    toE164: (number: string | undefined) => (number?.startsWith('+') ? number : undefined),
    newToken: () => `token-${++tokens}`,
    ...more,
  };
  const tell = createRecordNotification({ ...shared, store: table.store });
  const runTimers = createRunTimers(deps);
  const decideUnknown = createDecideUnknown({ ...shared, store: table.store });

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
    /** Changes the automation that takes every callback. */
    automate: (changes: Partial<Automation>) => {
      settings = { ...settings, automations: new Map([['default', { ...automation, ...changes }]]) };
    },
    /** Has an operator read the report and give their word, of noon's callback unless told otherwise. */
    decide: async (decision: OperatorDecision, callbackKey = toIso(NOON)) =>
      decideUnknown(CONVERSATION, wordOn(await state(), callbackKey, decision)),
    decideUnknown,
    /** What was announced, in short. */
    announced: () => announcer.announced.map(({ type, reason }) => (reason ? `${type}: ${reason}` : type)),
  };
}

/** What Genesys answers when it is asked for the conversation. */
export interface ScriptedGenesys {
  legs: readonly LegFacts[];
  calls: readonly Call[];
  /** Answered instead of legs and calls. */
  answer: LiveAnswer | undefined;
  /** Happens while a question is under way. */
  meanwhile: (() => Promise<unknown>) | undefined;
  /** When it was asked. */
  readonly asked: readonly EpochMs[];
  /** When it was asked to clean up; it says `not-done` while `isStubborn`. */
  readonly cleanedUp: readonly EpochMs[];
  isStubborn: boolean;
}

/** How far Genesys' answers may lag behind its notifications. */
const LAG = seconds(-5);

/** A small world whose placer has calls made by itself, and a Genesys that it can ask. */
export function aDialingWorld(
  traits: Partial<Omit<Dialing, 'liveCheck'>> & { readonly cleansUp?: boolean } = {},
  more: Pick<Partial<AutomationDeps>, 'customers'> = {},
) {
  const asked: EpochMs[] = [];
  const cleanedUp: EpochMs[] = [];
  const genesys: ScriptedGenesys = {
    legs: [aCustomerLeg()],
    calls: [],
    answer: undefined,
    meanwhile: undefined,
    asked,
    cleanedUp,
    isStubborn: false,
  };

  async function ask(): Promise<LiveAnswer> {
    const askedAt = world.clock.now();
    asked.push(askedAt);
    await genesys.meanwhile?.();
    const { answer, legs, calls } = genesys;
    return answer ?? { kind: 'told', observation: aSnapshot(legs, plus(askedAt, LAG), calls) };
  }

  const { cleansUp, ...dialing } = traits;
  const placer = aScriptedPlacer({
    kind: 'genesys-call',
    dialing: {
      liveCheck: { prepare: async () => undefined, ask },
      client: 'scripted',
      callsShow: 'in-conversation',
      needsAgent: false,
      requestsPerPlacement: cleansUp ? 3 : 2,
      requestsPerMinute: 300,
      ...dialing,
    },
    ...(cleansUp && {
      cleanUp: async () => {
        cleanedUp.push(world.clock.now());
        return genesys.isStubborn ? 'not-done' : 'done';
      },
    }),
  });
  const world = aSmallWorld(placer, more);
  return { ...world, genesys };
}
