import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { CrashWorld } from '#test/crash/crash-world.ts';
import { collectEvidence, deedsOf } from '#test/crash/evidence.ts';
import { type Judgement, judgeCallback } from '#test/crash/judge-callback.ts';
import type { LoadedCallback } from '#test/crash/load.ts';
import { type SettleOptions, settle } from '#test/crash/settle.ts';

export interface Verdict {
  readonly callbacks: number;
  readonly ends: Readonly<Record<Judgement['end'], number>>;
  /** Of the unknown ones, those that were placed in truth. */
  readonly unknownButPlaced: number;
  /** Callbacks that were handed over more than once with the same placement key, as repeatable placers may. */
  readonly again: number;
  readonly violations: readonly string[];
}

/** Waits until everything has come to an end, and judges what was seen. */
export async function judgeWorld(
  world: CrashWorld,
  callbacks: readonly LoadedCallback[],
  options: SettleOptions,
): Promise<Verdict> {
  const reports = await settle(world, callbacks, options);
  const evidence = collectEvidence(world, callbacks, reports);
  const judged = evidence.map((one) => judgeCallback(one, Date.now()));
  const count = (end: Judgement['end']) => judged.filter((one) => one.end === end).length;
  return {
    callbacks: callbacks.length,
    ends: {
      placed: count('placed'),
      unknown: count('unknown'),
      cancelled: count('cancelled'),
      lost: count('lost'),
    },
    unknownButPlaced: judged.filter(({ end }, at) => end === 'unknown' && evidence[at]?.deeds.length).length,
    again: evidence.filter(({ deeds }) => deeds.length > 1).length,
    violations: [
      ...judged.flatMap(({ violations }) => violations),
      ...world.destination.refused,
      ...unwanted(world, callbacks),
      ...(await leftInQueues(world)),
    ],
  };
}

/** Nothing was placed that no customer had asked for: least of all the callbacks that placers make themselves. */
function unwanted(world: CrashWorld, callbacks: readonly LoadedCallback[]): string[] {
  const wanted = new Set(callbacks.map(({ id }) => id));
  return deedsOf(world, world.announced())
    .filter(({ id }) => !wanted.has(id))
    .map(({ id }) => `${id}: placed, though nobody asked for it`);
}

const MUST_BE_EMPTY = [
  'notifications',
  'quarantine',
  'timers-dead-letters',
  'notifications-dead-letters',
  'quarantine-dead-letters',
];

async function leftInQueues(world: CrashWorld): Promise<string[]> {
  const { aws, sqs } = world.stack();
  const found = await Promise.all(
    MUST_BE_EMPTY.map(async (name) => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: `${aws.endpoint}/000000000000/${name}`,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return { name, messages: Number(Attributes['ApproximateNumberOfMessages']) };
    }),
  );
  return found
    .filter(({ messages }) => messages !== 0)
    .map(({ name, messages }) => `${messages} messages lie in the queue ${name}`);
}
