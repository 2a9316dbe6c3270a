import type { Race } from '#test/simulation/interleavings/race.ts';
import type { Choice, Trails } from '#test/simulation/interleavings/stage.ts';
import type { Violation } from '#test/simulation/judge/violation.ts';

/** What came of all orders. */
export interface Explored {
  /** In how many orders everything can happen; all were gone through, each up to where it met another in the same state. */
  readonly orders: bigint;
  /** How often it was begun anew. */
  readonly runs: number;
  /** The different ends that were judged. */
  readonly ends: ReadonlySet<string>;
  /** The first order that was judged to be wrong, and what is wrong with it; the search ends there. */
  readonly wrong?: { readonly order: readonly string[]; readonly violations: readonly Violation[] };
}

interface ExploreDeps {
  readonly begin: () => Promise<Race>;
  /** Has everything else happen, and says what is wrong with it. */
  readonly judge: (race: Race) => Promise<readonly Violation[]>;
  /** Whether two orders are one from where they are in the same state. */
  readonly merges: boolean;
}

/** Something that can happen next, and the state that it leads to where that is known before. */
interface Next {
  readonly choice: Choice;
  readonly key: string | undefined;
}

/** A state on the way, what can happen next in it, and which of that is being gone through. */
interface Fork {
  readonly key: string;
  readonly trails: Trails;
  readonly nexts: readonly Next[];
  at: number;
  orders: bigint;
}

/**
 * Goes through every order in which the outside calls of all can happen, depth first, each from the beginning. States
 * that were met before are not gone through again: what follows from them, and in how many orders, is known.
 */
export async function explore(deps: ExploreDeps): Promise<Explored> {
  const known = new Map<string, bigint>();
  const way: Fork[] = [];
  const ends = new Set<string>();
  let [runs, orders] = [0, 0n];
  do {
    const race = await deps.begin();
    runs++;
    await comeBack(race, way);
    const { key, isEnd } = await goOn(race, way, known, deps.merges);
    if (isEnd) {
      ends.add(key);
      const violations = await deps.judge(race);
      if (violations.length > 0) return { orders, runs, ends, wrong: { order: orderOf(way), violations } };
    }
    if (isEnd) known.set(key, 1n);
    orders = turnBack(way, known.get(key) ?? 1n, known);
  } while (way.length > 0);
  return { orders, runs, ends };
}

/** Goes on, always with the first of what can happen next, to the end or to a state that is known. */
async function goOn(race: Race, way: Fork[], known: ReadonlyMap<string, bigint>, merges: boolean) {
  for (;;) {
    const key = merges ? await race.key() : 'never met before';
    if (merges && known.has(key)) return { key, isEnd: false };
    const nexts = await nextsOf(race, merges);
    if (nexts.length === 0) return { key: await race.key(), isEnd: true };
    way.push({ key, trails: race.stage.trails(), nexts, at: 0, orders: 0n });
    await take(race, nexts[0]);
  }
}

const nextsOf = (race: Race, merges: boolean): Promise<Next[]> =>
  Promise.all(
    race.stage.choices().map(async (choice) => ({
      choice,
      key: merges && choice.dies ? await race.keyAfterDeath(choice.actor) : undefined,
    })),
  );

/** Goes back to where something else can happen next. Answers how many orders there are in all, at the beginning. */
function turnBack(way: Fork[], ended: bigint, known: Map<string, bigint>): bigint {
  let orders = ended;
  for (let fork = way.at(-1); fork !== undefined; fork = way.at(-1)) {
    fork.orders += orders;
    fork.at++;
    passKnown(fork, known);
    if (fork.at < fork.nexts.length) break;
    known.set(fork.key, fork.orders);
    orders = fork.orders;
    way.pop();
  }
  return orders;
}

/** What leads to a known state need not happen. */
function passKnown(fork: Fork, known: ReadonlyMap<string, bigint>): void {
  for (let next = fork.nexts[fork.at]; next?.key !== undefined; next = fork.nexts[fork.at]) {
    const orders = known.get(next.key);
    if (orders === undefined) return;
    fork.orders += orders;
    fork.at++;
  }
}

/** Comes to the last state on the way, and lets the next thing happen there. */
async function comeBack(race: Race, way: readonly Fork[]): Promise<void> {
  for (const [nth, { nexts, at, trails }] of way.entries()) {
    if (nth === way.length - 1) race.stage.resume(trails);
    await take(race, nexts[at]);
  }
}

async function take(race: Race, next: Next | undefined): Promise<void> {
  if (next === undefined) throw new Error('There is nothing that could happen.');
  await race.stage.take(next.choice);
}

const orderOf = (way: readonly Fork[]): string[] =>
  way.flatMap(({ nexts, at }) => {
    const { actor, what, dies = false } = nexts[at]?.choice ?? {};
    return `${actor} ${dies ? 'dies before it ' : ''}${what}`;
  });
