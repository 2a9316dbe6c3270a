/** One conversation, of which ingest is told something while its timer fires. */
import { hash } from 'node:crypto';
import type { Observation } from '#shared/domain/observation.ts';
import { durationMs, plus, seconds } from '#shared/domain/time.ts';
import { ContentionError } from '#shared/use-cases/save-transition.ts';
import { drain } from '#test/simulation/interleavings/drain.ts';
import { createParts, type Parts } from '#test/simulation/interleavings/parts.ts';
import { passUntil } from '#test/simulation/interleavings/pass-until.ts';
import type { Setting } from '#test/simulation/interleavings/setting.ts';
import type { Trails } from '#test/simulation/interleavings/stage.ts';
import { BEFORE_AT, type Story, TIMEOUT } from '#test/simulation/interleavings/story.ts';

/** The timer comes about so much before its instant. */
const EARLY = durationMs(-400);
/** By then, every lease is over. */
const LATE = seconds(31);

export type Race = Awaited<ReturnType<typeof beginRace>>;

/** Sets up a world, in which everybody stands at their first outside call. */
export async function beginRace(setting: Setting) {
  const { story, cast } = setting;
  const parts = createParts(setting);
  const { scene, stage, mail, genesys, program } = parts;
  const { id, told } = await setUp(parts, story);
  const toldBefore = parts.truth.told.length;
  let undelivered: Observation | undefined;

  async function ingest(): Promise<void> {
    const tell = () => told ?? mail.takeNews(story.tells, () => story.happens(genesys, id));
    undelivered = await stage.gate('ingest', 'is told', tell, { isMortal: false });
    if (undelivered === undefined) return;
    await recordAs('ingest', undelivered);
    undelivered = undefined;
  }

  async function recordAs(name: string, observation: Observation): Promise<void> {
    const record = (as: string) => program.record(as, observation).then(() => undefined);
    await (cast.gates === 'all' ? record(name) : stage.gate(name, 'records it', () => record('nobody')));
  }

  async function relieve(name: string): Promise<void> {
    await stage.gate(name, 'takes over', () => passUntil(scene.time, plus(scene.time.now(), LATE)), {
      isMortal: false,
    });
    await look(name);
  }

  const fails = (error: unknown) => {
    // Whoever lost too many races is repeated: ingest by its sender, a look because it is part of the state.
    if (!isContention(error)) scene.problems.push({ what: 'run-failed', about: String(error) });
  };
  const look = (name: string) => program.look(name, [{ conversationId: id, at: story.fires }]);

  await stage.begin('ingest', () => ingest().catch(fails));
  await stage.begin('worker', () => look('worker').catch(fails));
  if (cast.workers === 2) {
    const work = cast.isLastLate ? relieve : look;
    await stage.begin('other worker', () => work('other worker').catch(fails));
  }

  return {
    ...parts,
    id,
    setting,
    /** News that were recorded later than so many are what ingest was told. */
    toldBefore,
    /** Has everything happen that is still to happen. Whoever sent what was not taken in sends it again. */
    async end(): Promise<void> {
      if (undelivered) mail.putBack(undelivered);
      await drain(parts);
    },
    /** Tells two states apart, if anything that may yet happen or be judged differs. */
    key: async () => keyOf(await worldOf(parts), undelivered, stage.deaths(), stage.trails()),
    /** The state that is come to if somebody dies now. */
    keyAfterDeath: async (name: string) =>
      keyOf(
        await worldOf(parts),
        undelivered,
        stage.deaths() + 1,
        stage.trails().filter(([one]) => one !== name),
      ),
  };
}

/** Has happen what happened before; answers what ingest is to be told, unless that is yet to happen. */
async function setUp({ genesys, mail, scene: { time }, program }: Parts, story: Story) {
  const id = genesys.createCallback({ at: 0, timeout: TIMEOUT / 1000, acts: [] }, story.createdFor);
  await passUntil(time, BEFORE_AT);
  for (const happens of story.before) happens(genesys, id);
  const told = mail.takeAll();
  const late = story.told === 'late' ? told.shift() : undefined;
  for (const [nth, observation] of told.entries()) await program.record(`before ${nth}`, observation);
  await passUntil(time, plus(story.fires, EARLY));
  return { id, told: story.told === 'again' ? told.at(-1) : late };
}

/** Everything on which it depends what comes next, and how it is judged. */
async function worldOf({ scene, truth, table, rates, genesys, mail }: Parts) {
  const ids = [...truth.states.keys()];
  return [
    scene.time.now(),
    scene.problems,
    await Promise.all(ids.map(table.store.load)),
    await rates.load('genesys'),
    truth.told.map(({ observation, save, at }) => [observation.fingerprint, save, at]),
    truth.claims.map(({ placement, save, at }) => [placement.token, save, at]),
    [truth.deeds, truth.announced],
    [ids.map(genesys.stateOf), genesys.epochs, genesys.dialled],
    mail.summary(),
  ];
}

const keyOf = (world: unknown, undelivered: Observation | undefined, deaths: number, trails: Trails) =>
  hash('sha1', JSON.stringify([world, undelivered?.fingerprint, deaths, trails]));

const isContention = (error: unknown): boolean =>
  error instanceof AggregateError ? error.errors.every(isContention) : error instanceof ContentionError;
