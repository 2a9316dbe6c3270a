import { days, type EpochMs, latest, plus } from '#shared/domain/time.ts';
import type { Act, CallbackHistory, History } from '#test/simulation/history.ts';
import { createWorld, type World } from '#test/simulation/world.ts';

/** Longer than anything is looked for by itself. */
const AFTERWARDS = days(21);

/** More than this in one history means that something feeds itself. */
const MOST_EVENTS = 20_000;

/** Lets a history happen, and time pass until nothing is to be expected any more. */
export async function liveHistory(history: History, write?: (line: string) => void): Promise<World> {
  const world = createWorld(history, write);
  const { time, instant, problems, sweeps } = world;
  for (const one of history.callbacks) time.at(instant(one.at), () => begin(world, one));
  sweeps.begin();
  const instants = history.callbacks.flatMap(({ at, due = at, acts }) => [
    due,
    ...acts.map(({ to, at: when }) => to ?? when),
  ]);
  const end: EpochMs = plus(latest(...instants.map(instant)), AFTERWARDS);
  const events = await time.runUntil(end, MOST_EVENTS);
  if (events === MOST_EVENTS) problems.push({ what: 'feeds-itself', about: '' });
  return world;
}

function begin({ genesys, time, instant }: World, callback: CallbackHistory): void {
  const { due, acts } = callback;
  const id = genesys.createCallback(callback, due === undefined ? undefined : instant(due));
  for (const act of acts) time.at(instant(act.at), () => perform({ genesys, instant }, id, act));
}

function perform(
  { genesys, instant }: Pick<World, 'genesys' | 'instant'>,
  id: string,
  { does, to = 0 }: Act,
): void {
  switch (does) {
    case 'cancel':
      genesys.end(id);
      break;
    case 'reschedule':
      genesys.reschedule(id, instant(to));
      break;
    case 'alert':
    case 'connect':
      genesys.connect(id, does);
      break;
    case 'leave':
      genesys.leave(id);
      break;
    case 'call-by-hand':
      if (genesys.isOpen(id)) genesys.dial(id, true);
      break;
    case 'touch':
      genesys.touch(id);
      break;
    case 'reached':
      genesys.callIn(id);
      break;
  }
}
