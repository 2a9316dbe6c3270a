/** Lives its share of the histories in a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import type { Counts } from '#test/simulation/counts.ts';
import { type Failed, liveMany } from '#test/simulation/live-many.ts';

/** What a thread is told, and what it tells now and then. */
export interface Progress {
  readonly lived: number;
  readonly failed: readonly Failed[];
  /** At its end. */
  readonly counts?: Counts;
}

const ShareSchema = v.object({ first: v.number(), histories: v.number(), step: v.number() });
const REPORT_EVERY = 200;

const { first, histories, step } = v.parse(ShareSchema, workerData);
const tell = (progress: Progress) => parentPort?.postMessage(progress);
const counts: Counts = new Map();
const seeds = Array.from({ length: histories }, (_, nth) => first + nth * step);
let [lived, failed]: [number, Failed[]] = [0, []];
for await (const one of liveMany(seeds, counts)) {
  lived++;
  if (one.kinds.length > 0) failed.push(one);
  if (lived % REPORT_EVERY === 0) {
    tell({ lived, failed });
    [lived, failed] = [0, []];
  }
}
tell({ lived, failed, counts });
