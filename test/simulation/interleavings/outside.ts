import { toIso } from '#shared/domain/time.ts';
import type { LiveAnswer } from '#shared/ports/live-check.ts';
import type { Port } from '#test/simulation/history.ts';
import type { Setting } from '#test/simulation/interleavings/setting.ts';
import type { Stage } from '#test/simulation/interleavings/stage.ts';
import { speaksAgainst } from '#test/simulation/judge/speaks-against.ts';
import type { Outside } from '#test/simulation/outside.ts';
import { asksLive } from '#test/simulation/placers.ts';
import type { Run } from '#test/simulation/run.ts';
import type { Scene } from '#test/simulation/scene.ts';

type Told = Extract<LiveAnswer, { kind: 'told' }>;

/** What is asked of these, nobody else can tell. */
const UNSHARED: ReadonlySet<Port> = new Set(['queue', 'bus', 'settings']);

/** The way to the world outside: whoever takes it waits at its gate. Watches that nobody calls against Genesys' word. */
export function createGatedOutside(
  stage: Stage,
  { time, problems }: Scene,
  { placer, story }: Setting,
): Outside {
  const heard = new Map<string, Told[]>();

  /** What Genesys told is named by who asked, so that the same order of calls leads to the same state. */
  function named<T>(run: Run, result: T): T {
    if (!isTold(result)) return result;
    const answers = heard.get(run.name) ?? [];
    heard.set(run.name, [...answers, result]);
    const fingerprint = `${run.name} heard ${answers.length + 1}`;
    return { ...result, observation: { ...result.observation, fingerprint } };
  }

  function watch(run: Run, what: string): void {
    if (!asksLive({ placer }) || !what.startsWith('places ')) return;
    const last = heard.get(run.name)?.at(-1);
    const intended = { at: time.now(), key: toIso(story.createdFor) };
    if (last && speaksAgainst(last.observation.told, intended) === undefined) return;
    problems.push({ what: 'called-against-genesys', about: JSON.stringify(last ?? 'nobody asked') });
  }

  return (run, port, what, effect) => {
    const isShared = !UNSHARED.has(port) && what !== 'prepares to place';
    const act = async () => {
      watch(run, what);
      return named(run, await effect());
    };
    return stage.gate(run.name, what, act, { isShared });
  };
}

export const isTold = (result: unknown): result is Told =>
  typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'told';
