/** The table as those who use it reach it, over the way to the world outside. */
import { lookShard } from '#shared/adapters/dynamodb/look-shard.ts';
import type { MemoryTable } from '#shared/adapters/memory/memory-table.ts';
import type { Observation } from '#shared/domain/observation.ts';
import type { ConversationStore } from '#shared/ports/conversation-store.ts';
import type { LookIndex } from '#shared/ports/look-index.ts';
import type { Timer } from '#shared/ports/timer-queue.ts';
import type { Outside } from '#test/simulation/outside.ts';
import type { Run } from '#test/simulation/run.ts';
import type { Scene } from '#test/simulation/scene.ts';
import type { Truth } from '#test/simulation/truth.ts';

/** The store of one run; `observation` is what it is there to record. */
export const storeOf = (
  table: MemoryTable,
  ask: Outside,
  truth: Truth,
  run: Run,
  observation?: Observation,
): ConversationStore => ({
  load: (id) => ask(run, 'store', `loads ${id}`, () => table.store.load(id)),
  saveIfUnchanged: (conversation) =>
    ask(run, 'store', `saves ${conversation.conversationId}`, async () => {
      const isSaved = await table.store.saveIfUnchanged(conversation);
      if (isSaved) truth.save(conversation, observation);
      return isSaved;
    }),
});

/** The shard that all of a history's conversations are in. */
export const SHARD = lookShard('conversation-1');

/**
 * The look index of one sweep. Watches the rule that a cursor passes nothing which the queue has not taken: what it
 * passes unsent is late for certain.
 */
export function indexOf(
  { index }: MemoryTable,
  ask: Outside,
  run: Run,
  isSent: (timer: Timer) => boolean,
  { problems }: Scene,
): LookIndex {
  const found: Timer[] = [];
  return {
    async *looks(shard, range) {
      if (shard !== SHARD) return;
      await ask(run, 'index', 'asks for looks', () => undefined);
      for await (const page of index.looks(shard, range)) {
        // What is overdue is found again by the next sweep, wherever the cursor stands.
        if (range.after > 0) found.push(...page);
        await ask(run, 'index', `finds ${page.length} looks`, () => undefined);
        yield page;
      }
    },
    cursor: (shard) =>
      shard === SHARD
        ? ask(run, 'index', 'reads its cursor', () => index.cursor(shard))
        : index.cursor(shard),
    async moveCursor(shard, from, to) {
      if (shard !== SHARD) return index.moveCursor(shard, from, to);
      return ask(run, 'index', `moves its cursor to ${to}`, async () => {
        const isMoved = await index.moveCursor(shard, from, to);
        const passed = found.find((timer) => timer.at <= to && !isSent(timer));
        if (isMoved && passed)
          problems.push({ what: 'passed-unsent', about: JSON.stringify({ to, passed }) });
        return isMoved;
      });
    },
  };
}
