import type { CrashWorld, Progress } from '#test/crash/crash-world.ts';
import { sleep } from '#test/e2e/target.ts';
import type { Random } from '#test/simulation/random.ts';

/** Kills the stack `rounds` times, at random moments or just when something was placed, and starts it again each time. */
export async function playRounds(
  world: CrashWorld,
  rounds: number,
  random: Random,
  print: (line: string) => void,
): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    const livedMs = await untilMoment(world, random);
    await world.kill();
    await sleep(random.chance(0.2) ? random.whole(500, 2000) : 0);
    const startedAt = performance.now();
    await world.start();
    const startMs = Math.round(performance.now() - startedAt);
    const { sent, taken, underWay } = world.destination.counts;
    print(
      `round ${round} of ${rounds}: killed after ${livedMs} ms, up again in ${startMs} ms; ` +
        `${sent} requests sent, ${taken} taken, ${underWay} notifications under way`,
    );
  }
}

/** Waits for the moment of the next kill; answers how long that was. */
async function untilMoment(world: CrashWorld, random: Random): Promise<number> {
  const startedAt = performance.now();
  const moment = momentOf(random);
  const { promise: hasCome, resolve } = Promise.withResolvers<void>();
  let seen = 0;
  world.watchProgress((what) => {
    if (what === moment.what) seen++;
    if (seen >= moment.times) resolve();
  });
  await Promise.race([hasCome, sleep(moment.atMostMs)]);
  world.watchProgress(() => {});
  return Math.round(performance.now() - startedAt);
}

interface Moment {
  readonly what: Progress;
  readonly times: number;
  readonly atMostMs: number;
}

const LONGEST_LIFE_MS = 8000;

/** Some time; or just after an answer, or after a call of which the stack is still to hear: however fast the machine is. */
function momentOf(random: Random): Moment {
  switch (random.pick(['time', 'taken', 'taken', 'deed', 'deed'])) {
    case 'time':
      return { what: 'deed', times: Number.POSITIVE_INFINITY, atMostMs: random.whole(0, 2000) };
    case 'taken':
      return { what: 'taken', times: random.whole(1, 100), atMostMs: LONGEST_LIFE_MS };
    case 'deed':
      return { what: 'deed', times: random.whole(1, 10), atMostMs: LONGEST_LIFE_MS };
  }
}
