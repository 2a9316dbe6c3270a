import type { ConversationReport } from '#shared/use-cases/conversation-report.ts';
import type { CrashWorld } from '#test/crash/crash-world.ts';
import { createLanes } from '#test/crash/lanes.ts';
import type { LoadedCallback } from '#test/crash/load.ts';
import { untilIdle } from '#test/crash/until-idle.ts';
import { report } from '#test/e2e/target.ts';

export interface SettleOptions {
  /** Unknown outcomes are announced after 5 minutes: whether to wait for that. */
  readonly untilTold: boolean;
  /** When nothing has changed for so long, nothing will. */
  readonly idleMs: number;
}

const AT_ONCE = 20;

/** Waits until every callback has come to its end, as far as it comes to one; answers what the stack says of each. */
export async function settle(
  world: CrashWorld,
  callbacks: readonly LoadedCallback[],
  { untilTold, idleMs }: SettleOptions,
): Promise<ReadonlyMap<string, ConversationReport>> {
  const reports = new Map<string, ConversationReport>();
  let open = callbacks;
  await untilIdle(async () => {
    const { underWay } = world.destination.counts;
    await readAll(world, open, reports);
    const told = untilTold ? toldUnknown(world) : undefined;
    open = open.filter(({ id }) => !isOver(reports.get(id), told));
    return open.length + underWay;
  }, idleMs);
  await readAll(world, callbacks, reports);
  return reports;
}

async function readAll(
  world: CrashWorld,
  callbacks: readonly LoadedCallback[],
  reports: Map<string, ConversationReport>,
): Promise<void> {
  const lane = createLanes(AT_ONCE);
  const read = async ({ id }: LoadedCallback) => {
    const found = await report(world.stack(), id).catch(() => undefined);
    if (found) reports.set(id, found);
  };
  await Promise.all(callbacks.map((callback) => lane(() => read(callback))));
}

/** The conversations of which it was announced that nobody knows their outcome. */
const toldUnknown = (world: CrashWorld): ReadonlySet<string> =>
  new Set(
    world
      .announced()
      .filter(({ outcome }) => outcome === 'unknown')
      .map(({ conversationId }) => conversationId),
  );

function isOver(found: ConversationReport | undefined, told: ReadonlySet<string> | undefined): boolean {
  if (found === undefined) return false;
  if (found.nextLook === null) return true;
  const isUnknown = found.callbacks.some(({ placement }) => placement?.state === 'unknown');
  return isUnknown && (told === undefined || told.has(found.conversationId));
}
