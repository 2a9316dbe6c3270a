import { hash } from 'node:crypto';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Cast } from '#test/simulation/interleavings/cast.ts';

/**
 * What may happen next: somebody's outside call is made, or they die before it. To die after a call is the same: nobody
 * can tell it from dying before the next one, or from having come to the end.
 */
export interface Choice {
  readonly actor: string;
  readonly what: string;
  readonly dies: boolean;
}

type Effect<T> = () => T | Promise<T>;

interface Pending {
  readonly what: string;
  readonly isMortal: boolean;
  go(): Promise<void>;
}

interface Actor {
  readonly name: string;
  /** Everything that it was answered, and when, in short: what it does next follows from it. */
  trail: string;
  /** What of that is not in its trail yet. */
  heard: unknown[];
  pending: Pending | undefined;
  stopped: () => void;
}

/** By name. */
export type Trails = readonly (readonly [name: string, trail: string])[];

export type Stage = ReturnType<typeof createStage>;

/**
 * Holds everybody at each of their outside calls until they are chosen. Between two of them nobody else does anything,
 * so that an order of choices is an order of all that anybody can tell apart.
 */
export function createStage(now: () => EpochMs, { mostDeaths, gates }: Cast) {
  const actors = new Map<string, Actor>();
  let deaths = 0;

  function gate<T>(
    name: string,
    what: string,
    effect: Effect<T>,
    { isMortal = true, isShared = true } = {},
  ): Promise<T> {
    const actor = actors.get(name);
    // Whoever comes when all is over waits for nobody.
    if (actor === undefined || !(isShared || gates === 'all')) return Promise.resolve(effect());
    const { promise, resolve } = Promise.withResolvers<T>();
    const go = async () => {
      const result = await effect();
      actor.heard.push([what, result, now()]);
      resolve(result);
    };
    actor.pending = { what, isMortal, go };
    actor.stopped();
    return promise;
  }

  return {
    gate,
    /** Has somebody come up to their first outside call. */
    begin(name: string, work: () => Promise<void>): Promise<void> {
      const actor: Actor = { name, trail: '', heard: [], pending: undefined, stopped: () => undefined };
      actors.set(name, actor);
      return untilStopped(actor, () => work().finally(() => actor.stopped()));
    },
    choices: (): readonly Choice[] =>
      [...actors.values()].flatMap((actor) => choicesOf(actor, deaths < mostDeaths)),
    async take({ actor: name, dies }: Choice): Promise<void> {
      const actor = actors.get(name);
      const pending = actor?.pending;
      if (!actor || !pending) throw new Error(`${name} waits for nothing.`);
      actor.pending = undefined;
      if (dies) deaths++;
      else await untilStopped(actor, pending.go);
    },
    deaths: () => deaths,
    /** What those will do who have not come to their end follows from this. */
    trails: (): Trails =>
      [...actors.values()].flatMap((actor) => (actor.pending ? [[actor.name, trailOf(actor)] as const] : [])),
    /** Sets the trails of a state that was come to once more. */
    resume(trails: Trails): void {
      for (const [name, trail] of trails) Object.assign(actors.get(name) ?? {}, { trail, heard: [] });
    },
  };
}

function trailOf(actor: Actor): string {
  for (const one of actor.heard) actor.trail = hash('sha1', `${actor.trail} ${JSON.stringify(one)}`);
  actor.heard = [];
  return actor.trail;
}

/** Lets somebody go on until their next outside call, or their end. */
async function untilStopped(actor: Actor, act: () => Promise<void>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  actor.stopped = resolve;
  act().catch(reject);
  await promise;
}

function choicesOf({ name, pending }: Actor, mayDie: boolean): Choice[] {
  if (pending === undefined) return [];
  const next = { actor: name, what: pending.what };
  return [{ ...next, dies: false }, ...(mayDie && pending.isMortal ? [{ ...next, dies: true }] : [])];
}
