/** Everything that was seen of one callback from outside, and what the stack says of it in the end. */
import type { ConversationReport } from '#shared/use-cases/conversation-report.ts';
import type { AnnouncedLine } from '#test/crash/announced-lines.ts';
import { type CrashWorld, isUnheard } from '#test/crash/crash-world.ts';
import type { LoadedCallback } from '#test/crash/load.ts';
import type { HandOver } from '#test/crash/receiver.ts';
import type { Told } from '#test/stories/truth.ts';

/** Something that reached the world outside: a call, a signed request, an event. */
export interface Deed {
  readonly at: number;
  /** Which callback it was for; one and the same for every repetition. */
  readonly due: number;
  readonly attempt?: number;
}

export interface DeedOf extends Deed {
  readonly id: string;
}

export interface Evidence {
  readonly callback: LoadedCallback;
  readonly deeds: readonly Deed[];
  /** What Genesys told, by its stamps; of what the stack answered 200 for, when that was. */
  readonly told: readonly Told[];
  readonly announced: readonly AnnouncedLine[];
  readonly report: ConversationReport | undefined;
  /** Whether nothing is told of the call that was made for it. */
  readonly isUnheard: boolean;
  /** Whether Genesys has the callback's own leg open. */
  readonly isOpenAtGenesys: boolean;
}

const dueIn = (placementKey: string) => Number(placementKey.split('_').at(-1));

/** Collects the evidence of every callback. */
export function collectEvidence(
  world: CrashWorld,
  callbacks: readonly LoadedCallback[],
  reports: ReadonlyMap<string, ConversationReport>,
): Evidence[] {
  const lines = world.announced();
  const deeds = Map.groupBy(deedsOf(world, lines), ({ id }) => id);
  const told = Map.groupBy(world.destination.news, ({ conversationId }) => conversationId);
  const announced = Map.groupBy(lines, ({ conversationId }) => conversationId);
  const conversations = new Map(world.control.conversations().map((one) => [one.id, one]));
  return callbacks.map((callback) => {
    const { id } = callback;
    const leg = conversations.get(id)?.participants[0]?.callbacks?.[0];
    return {
      callback,
      deeds: deeds.get(id) ?? [],
      told: (told.get(id) ?? []).toSorted((a, b) => a.stamp - b.stamp),
      announced: announced.get(id) ?? [],
      report: reports.get(id),
      isUnheard: isUnheard(id),
      isOpenAtGenesys: leg !== undefined && leg.state !== 'disconnected',
    };
  });
}

/** What was placed, by the callback's conversation. */
export const deedsOf = (world: CrashWorld, lines: readonly AnnouncedLine[]): DeedOf[] => [
  ...world.control.calls().map(({ originalConversationId: id, placementKey = '', at }) => {
    return { id, at, due: dueIn(placementKey) };
  }),
  ...handedOver(world.receiver.handOvers),
  ...announcedAsDue(lines),
];

export const handedOver = (handOvers: readonly HandOver[]): DeedOf[] =>
  handOvers.map(({ conversationId: id, placementKey, receivedAt, attempt }) => {
    return { id, at: receivedAt, due: dueIn(placementKey), attempt };
  });

export const announcedAsDue = (lines: readonly AnnouncedLine[]): DeedOf[] =>
  lines
    .filter(({ type }) => type === 'CallbackDue')
    .map(({ conversationId: id, at, lateMs = Number.NaN }) => ({ id, at, due: at - lateMs }));
