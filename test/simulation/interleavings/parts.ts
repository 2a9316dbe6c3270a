import { createMemoryRateStore } from '#shared/adapters/memory/memory-rate-store.ts';
import { createMemoryTable } from '#shared/adapters/memory/memory-table.ts';
import type { Observation } from '#shared/domain/observation.ts';
import { createGenesys } from '#test/simulation/genesys.ts';
import { historyOf } from '#test/simulation/interleavings/history-of.ts';
import { createMail } from '#test/simulation/interleavings/mail.ts';
import { createGatedOutside } from '#test/simulation/interleavings/outside.ts';
import { createProgram } from '#test/simulation/interleavings/program.ts';
import type { Setting } from '#test/simulation/interleavings/setting.ts';
import { createStage } from '#test/simulation/interleavings/stage.ts';
import type { Random } from '#test/simulation/random.ts';
import { createScene } from '#test/simulation/scene.ts';
import { createTruth } from '#test/simulation/truth.ts';

/** Chance plays no part. */
const FIXED: Random = {
  next: () => 0.5,
  chance: (probability) => probability > 0.5,
  whole: (least, most) => Math.floor((least + most) / 2),
  pick: ([first]) => first,
};

export type Parts = ReturnType<typeof createParts>;

/** Creates the program, and a Genesys and a table for it, in which nothing has happened yet. */
export function createParts(setting: Setting) {
  const { placer, story, cast, plant } = setting;
  const history = historyOf(placer, story, cast);
  const scene = { ...createScene(history), random: FIXED };
  const stage = createStage(scene.time.now, cast);
  const truth = createTruth(scene.time.now);
  const mail = createMail(history, scene.time.now);
  const genesys = createGenesys(scene, { ...mail, notifyReached: () => undefined });
  const memory = createMemoryTable();
  const table = { ...memory, store: plant?.store?.(memory.store) ?? memory.store };
  const rates = createMemoryRateStore();
  const gated = createGatedOutside(stage, scene, setting);
  const world = {
    ...scene,
    genesys,
    truth,
    observed: new Set<Observation>(),
    sweeps: { begin: () => undefined },
  };
  const program = createProgram({
    scene,
    stage,
    genesys,
    truth,
    table,
    rates,
    ask: plant?.outside?.(gated) ?? gated,
    observed: world.observed,
    setting,
  });
  return { scene, stage, truth, mail, genesys, table, rates, program, world };
}
