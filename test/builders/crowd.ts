import { createMemoryAnnouncer } from '#shared/adapters/memory/memory-announcer.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryRateStore } from '#shared/adapters/memory/memory-rate-store.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createMemoryTimerQueue } from '#shared/adapters/memory/memory-timer-queue.ts';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { LegFacts } from '#shared/domain/observation.ts';
import { type EpochMs, epochMs, latest } from '#shared/domain/time.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { Dialing, PlacementOutcome, PlacementRequest, Placer } from '#shared/ports/placer.ts';
import type { Settings } from '#shared/ports/settings.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { createPacer } from '#shared/use-cases/pacer.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { createRunTimers } from '#shared/use-cases/run-timers.ts';
import { aSnapshot } from '#test/builders/observations.ts';
import { noon } from '#test/builders/times.ts';

/** One request that a placer made of Genesys. */
export interface CrowdRequest {
  readonly at: EpochMs;
  readonly what: 'live-check' | 'placement' | 'clean-up';
  readonly conversationId: string;
}

/** How a placer of the crowd behaves where it does not simply place. */
export interface CrowdPlacer extends Partial<Omit<Dialing, 'liveCheck'>> {
  readonly outcome?: (request: PlacementRequest) => PlacementOutcome;
  readonly cleanUp?: (conversationId: string) => 'done' | 'not-done';
}

const PER_MESSAGE = 25;
const WORKERS = 4;

/** Remembers which conversations are to be looked at in which second. */
function createCrowdStore() {
  const conversations = new Map<string, Conversation>();
  const looks = new Map<string, EpochMs>();
  const planned = new Map<string, number>();
  const seconds = new Map<number, Set<string>>();
  const secondOf = (at: EpochMs) => Math.floor(at / 1000);
  /** What is overdue belongs to the second that is being looked at. */
  let current = 0;

  function plan(conversation: Conversation): void {
    const { conversationId } = conversation;
    const before = planned.get(conversationId);
    if (before !== undefined) seconds.get(before)?.delete(conversationId);
    looks.delete(conversationId);
    const look = nextLook(conversation);
    if (look === undefined) return;
    looks.set(conversationId, look.at);
    const second = Math.max(secondOf(look.at), current);
    planned.set(conversationId, second);
    seconds.set(second, (seconds.get(second) ?? new Set()).add(conversationId));
  }

  const store: ConversationStore = {
    load: async (conversationId) => conversations.get(conversationId),
    async saveIfUnchanged(conversation) {
      const { conversationId, version } = conversation;
      if ((conversations.get(conversationId)?.version ?? 0) !== version) return false;
      const next = { ...conversation, version: version + 1 };
      conversations.set(conversationId, next);
      plan(next);
      return true;
    },
  };

  /** What is to be looked at in a second, the earliest first. */
  function timersIn(second: number): readonly Timer[] {
    current = second;
    const timers = [...(seconds.get(second) ?? [])].map((conversationId) => ({
      conversationId,
      at: looks.get(conversationId) ?? epochMs(second * 1000),
    }));
    seconds.delete(second);
    return timers.toSorted((a, b) => a.at - b.at);
  }

  return { store, conversations, timersIn, secondOf };
}

/**
 * Conversations by the hundred, and several workers, over memory. Time passes second by second: what comes due in one
 * is looked at in messages of 25, all at the same time, as the timers queue has it.
 */
export function aCrowd() {
  const clock = createMemoryClock(noon(-3600));
  const { store, conversations, timersIn, secondOf } = createCrowdStore();
  const telemetry = createMemoryTelemetry();
  const announcer = createMemoryAnnouncer();
  const rates = createMemoryRateStore();
  const placers = new Map<string, Placer>();
  const requests: CrowdRequest[] = [];
  const looks: Timer[] = [];
  const told = new Map<string, readonly LegFacts[]>();
  let settings: Settings = { paused: false, automations: new Map([['default', DEFAULT_AUTOMATION]]) };
  let tokens = 0;
  let seed = 42;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const shared = { clock, store, telemetry, random, timers: createMemoryTimerQueue() };
  const workers = Array.from({ length: WORKERS }, () => {
    const deps: AutomationDeps = {
      ...shared,
      announcer,
      placers,
      settings: { current: async () => settings },
      pacer: createPacer({ clock, rates, random }),
      toE164: (number) => number,
      newToken: () => `token-${++tokens}`,
    };
    return createRunTimers(deps);
  });
  const record = createRecordNotification(shared);

  const request = (what: CrowdRequest['what'], conversationId: string) =>
    requests.push({ at: clock.now(), what, conversationId });

  /** Declares a placer that has calls made by itself. */
  function declare(name: string, { outcome, cleanUp, ...dialing }: CrowdPlacer = {}): void {
    placers.set(name, {
      kind: 'genesys-callback',
      repeatable: false,
      dialing: {
        client: name,
        callsShow: 'elsewhere',
        needsAgent: false,
        requestsPerPlacement: 3,
        requestsPerMinute: 270,
        ...dialing,
        liveCheck: {
          prepare: async () => undefined,
          ask: async (conversationId) => {
            request('live-check', conversationId);
            const observation = aSnapshot(told.get(conversationId) ?? [], clock.now(), []);
            return { kind: 'told', observation: { ...observation, conversationId } };
          },
        },
      },
      prepare: async () => async (asked) => {
        request('placement', asked.conversationId);
        return outcome?.(asked) ?? { kind: 'placed' };
      },
      cleanUp: async (conversationId) => {
        request('clean-up', conversationId);
        return cleanUp?.(conversationId) ?? 'done';
      },
    });
  }

  /** Tells of a conversation's only leg. */
  async function tell(conversationId: string, leg: LegFacts): Promise<void> {
    told.set(conversationId, [leg]);
    await record({ ...aSnapshot([leg], clock.now()), conversationId });
  }

  async function look(timers: readonly Timer[]): Promise<void> {
    const messages = Array.from({ length: Math.ceil(timers.length / PER_MESSAGE) }, (_, at) =>
      timers.slice(at * PER_MESSAGE, (at + 1) * PER_MESSAGE),
    );
    looks.push(...timers);
    await Promise.all(messages.map((message, at) => workers[at % WORKERS]?.(message)));
  }

  let reached = secondOf(clock.now());
  /** Where the clock was moved on before, the workers were away meanwhile: they begin with what is overdue. */
  async function passUntil(instant: EpochMs): Promise<void> {
    for (; reached <= secondOf(instant); reached++) {
      clock.moveTo(latest(clock.now(), epochMs(reached * 1000)));
      for (let due = timersIn(reached); due.length > 0; due = timersIn(reached)) await look(due);
    }
    clock.moveTo(latest(clock.now(), instant));
  }

  return {
    clock,
    conversations,
    telemetry,
    announcer,
    placers,
    requests,
    looks,
    declare,
    tell,
    passUntil,
    configure: (changes: Partial<Settings>) => {
      settings = { ...settings, ...changes };
    },
  };
}

/** The most of these that lie within any 60 s. */
export function mostInAMinute(instants: readonly EpochMs[]): number {
  const sorted = instants.toSorted((a, b) => a - b);
  let first = 0;
  return sorted.reduce((most, at, index) => {
    while ((sorted[first] ?? at) <= at - 60_000) first++;
    return Math.max(most, index - first + 1);
  }, 0);
}
