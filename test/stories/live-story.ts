import { days, type EpochMs, epochMs, latest, plus, seconds, toIso } from '#shared/domain/time.ts';
import { NOON, noon } from '#test/builders/times.ts';
import type { Bend } from '#test/stories/bend.ts';
import { conversationAt, stateOf } from '#test/stories/callback-state.ts';
import type { Act, CallbackStory, Story } from '#test/stories/story.ts';
import { takeOverTime } from '#test/stories/take-over-time.ts';
import { HAND } from '#test/stories/truth.ts';
import { createWorld, type World } from '#test/stories/world.ts';

const START = noon(-3600);
/** Longer than anything is looked for by itself. */
const AFTERWARDS = days(21);

/** Lets a story happen, and time pass until nothing is to be expected any more. */
export async function liveStory(story: Story, bend: Bend = {}): Promise<World> {
  const world = createWorld(story, START, bend);
  const giveBack = takeOverTime(world.time);
  try {
    const at = (second: number) => epochMs(Math.round(START + second * 1000));
    for (const { at: second, operation, fault, times } of story.faults) {
      world.time.at(at(second), () => world.genesys.control.fail({ operation, fault, times }));
    }
    for (const one of story.callbacks) world.time.at(at(one.at), () => begin(world, one, at));
    const instants = story.callbacks.flatMap(({ due, acts }) => [
      due,
      ...acts.map(({ to, at: when }) => to ?? when),
    ]);
    const last = latest(NOON, ...instants.map(at));
    await world.time.runUntil(plus(last, AFTERWARDS));
    return world;
  } finally {
    giveBack();
  }
}

function begin(world: World, story: CallbackStory, at: (second: number) => EpochMs): void {
  const { genesys, truth, hidden, time } = world;
  const scheduledAt = at(story.due);
  const { number, timeoutSeconds, isImmediate } = story;
  const conversationId = genesys.control.createCallback({
    number,
    timeoutSeconds,
    scheduledFor: toIso(scheduledAt),
  });
  if (isImmediate) hidden.hide(conversationId, scheduledAt);
  truth.epochs.push({ conversationId, isImmediate, scheduledAt, from: time.now() });
  for (const act of story.acts) {
    time.at(at(act.at), () => {
      // Everything that Genesys would do by now comes first.
      genesys.runDue();
      perform(world, conversationId, story, act, at);
      follow(world, conversationId);
    });
  }
}

/** Writes down what became of the callback's time. */
function follow({ genesys, truth, hidden, time }: World, conversationId: string): void {
  const state = stateOf(conversationAt(genesys, conversationId));
  const epoch = truth.epochs.findLast((one) => one.conversationId === conversationId);
  if (!state || !epoch || epoch.until !== undefined) return;
  const isMoved = state.scheduledAt !== epoch.scheduledAt;
  const isImmediate = hidden.isHidden(conversationId, state.scheduledAt);
  if (!state.isOpen || isMoved) epoch.until = time.now();
  if (!state.isOpen || !isMoved) return;
  truth.epochs.push({ conversationId, isImmediate, scheduledAt: state.scheduledAt, from: time.now() });
}

function perform(
  world: World,
  id: string,
  { number }: CallbackStory,
  { does, to = 0 }: Act,
  at: (second: number) => EpochMs,
): void {
  const { genesys, time, customers } = world;
  const { control } = genesys;
  switch (does) {
    case 'cancel':
      control.cancel(id);
      break;
    case 'reschedule': {
      control.reschedule(id, { inSeconds: Math.max(-86_000, (at(to) - time.now()) / 1000) });
      break;
    }
    case 'alert':
    case 'connect':
      if (!stateOf(conversationAt(genesys, id))?.isOpen) return;
      control.agent(id, { does });
      break;
    case 'leave':
      control.agent(id, { does: 'disconnect' });
      break;
    case 'hang-up':
      control.hangUp(id);
      break;
    case 'reached':
      void customers.note({ conversationId: 'elsewhere', numbers: [number], at: time.now() });
      break;
    case 'call-by-hand':
      callByHand(world, id, number);
      break;
  }
}

function callByHand({ genesys, agentToken }: World, id: string, number: string): void {
  const answer = genesys.fetch(`https://genesys.test/api/v2/conversations/calls/${id}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${agentToken()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ callNumber: `${number}${HAND}` }),
    signal: AbortSignal.timeout(Number(seconds(10))),
  });
  answer.catch(() => undefined);
}
