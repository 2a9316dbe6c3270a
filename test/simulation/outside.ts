import { durationMs, plus, seconds } from '#shared/domain/time.ts';
import type { Fault, Port, Trouble } from '#test/simulation/history.ts';
import { never, type Run } from '#test/simulation/run.ts';
import type { Scene } from '#test/simulation/scene.ts';

/** What an outside call came to that went wrong. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError';
  readonly trouble: Trouble;
  readonly seconds: number;
  constructor({ how, seconds: length }: Pick<Fault, 'how' | 'seconds'>) {
    super(`An outside call: ${how}.`);
    this.trouble = how;
    this.seconds = length;
  }
}

/** Asks something of the world outside: after a while, and in vain or never, where the history says so. */
export type Outside = <T>(run: Run, port: Port, what: string, effect: () => T | Promise<T>) => Promise<T>;

/** No client of ours waits longer for an answer. */
const LONGEST_WAIT = 10;

/**
 * What nobody sees done for longer than this is not done. Evidence of absence rests on it: Genesys is asked again
 * 150 s after the claim, and for the last time 60 s later (ADR 0014).
 */
const LATEST_EFFECT = 150;

/** Creates the way to the world outside. The calls of a kind are numbered, so that a fault can hit one. */
export function createOutside({ history, time, random, isNow, say }: Scene): Outside {
  const faults = new Map(history.faults.map((fault) => [`${fault.port} ${fault.call}`, fault]));
  const calls = new Map<Port, number>();

  const outageOf = (port: Port) => history.outages.find((one) => one.port === port && isNow(one));

  return async function ask(run, port, what, effect) {
    const call = (calls.get(port) ?? 0) + 1;
    calls.set(port, call);
    await time.sleep(durationMs(random.next() * history.latency));
    if (run.isDead) return never();
    const fault: Pick<Fault, 'how' | 'seconds'> | undefined = faults.get(`${port} ${call}`) ?? outageOf(port);
    if (fault === undefined) {
      say(() => `${run.name}: ${what}`);
      return effect();
    }
    say(() => `${run.name}: ${what} (${port} call ${call}) ${fault.how} ${fault.seconds} s`);
    return suffer(time, run, fault, effect);
  };
}

async function suffer<T>(
  time: Scene['time'],
  run: Run,
  fault: Pick<Fault, 'how' | 'seconds'>,
  effect: () => T | Promise<T>,
): Promise<T> {
  switch (fault.how) {
    case 'fails-before':
    case 'throttled':
      throw new OutsideError(fault);
    case 'fails-after':
      await effect();
      throw new OutsideError(fault);
    case 'times-out-done':
      time.at(plus(time.now(), seconds(Math.min(fault.seconds, LATEST_EFFECT))), () => void effect());
      return silence(time, run, fault);
    case 'times-out':
      return silence(time, run, fault);
    case 'dies-before':
      run.die();
      return never();
    case 'dies-after':
      await effect();
      run.die();
      return never();
    case 'stalls': {
      const result = await effect();
      await time.sleep(seconds(fault.seconds));
      return run.isDead ? never() : result;
    }
  }
}

async function silence(time: Scene['time'], run: Run, fault: Pick<Fault, 'how' | 'seconds'>): Promise<never> {
  await time.sleep(seconds(Math.min(fault.seconds, LONGEST_WAIT)));
  if (run.isDead) await never();
  throw new OutsideError(fault);
}
