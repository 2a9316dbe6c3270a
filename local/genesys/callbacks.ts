/** The life of a callback, but for its agents: created, released to routing or dialled, moved, ended. */
import { dial } from '#local/genesys/dial.ts';
import { connectLeg, customerOf, endLeg, isOpen } from '#local/genesys/legs.ts';
import type {
  CallbackFacts,
  Conversation,
  DetailEvent,
  Leg,
  Participant,
  Queue,
  World,
} from '#local/genesys/world.ts';

export interface NewCallback extends Omit<CallbackFacts, 'scheduledAt'> {
  readonly queue: Queue;
  /** Now, where it is missing. */
  readonly scheduledAt?: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly externalContactId?: string;
}

/** Creates a callback in a conversation of its own. */
export function createCallback(world: World, wanted: NewCallback, at: number): Conversation {
  const { queue, attributes, externalContactId, scheduledAt = at, ...facts } = wanted;
  const customer: Participant = {
    id: world.newId(),
    purpose: 'customer',
    name: facts.userName ?? facts.numbers[0] ?? '',
    startedAt: at,
    attributes,
    ...(externalContactId !== undefined && { externalContactId }),
    callback: scheduledLeg(world, at),
    calls: [],
  };
  const acd: Participant = {
    id: world.newId(),
    purpose: 'acd',
    name: queue.name,
    startedAt: at,
    attributes: {},
    callback: scheduledLeg(world, at, customer.callback),
    calls: [],
  };
  const conversation: Conversation = {
    id: world.newId(),
    startedAt: at,
    queue,
    callback: { ...facts, scheduledAt },
    participants: [customer, acd],
    lastStamp: 0,
  };
  world.conversations.set(conversation.id, conversation);
  planRelease(world, conversation, scheduledAt, at);
  world.tell(conversation, at, ...eventsOf([customer], 'start'));
  return conversation;
}

const scheduledLeg = (world: World, at: number, peer?: Leg): Leg => ({
  id: world.newId(),
  initialState: 'scheduled',
  state: 'scheduled',
  startedAt: at,
  ...(peer && { peerId: peer.id }),
});

function planRelease(world: World, conversation: Conversation, scheduledAt: number, now: number): void {
  const { callback } = conversation;
  world.agenda.at(Math.max(scheduledAt, now) + world.settings.releaseMs, (at) => {
    if (callback?.scheduledAt === scheduledAt) release(world, conversation, at);
  });
}

/** Its time has come: agents may get it now, or the customer is dialled, as the queue has it. */
function release(world: World, conversation: Conversation, at: number): void {
  const waiting = conversation.participants.filter(({ callback }) => callback?.state === 'scheduled');
  if (waiting.length === 0) return;
  for (const { callback } of waiting) if (callback) connectLeg(callback, at);
  const [number = ''] = conversation.callback?.numbers ?? [];
  if (conversation.queue?.mode === 'CustomerFirst') {
    const onNoAnswer = (endedAt: number) => endCallback(world, conversation, 'system', endedAt);
    dial(world, conversation, { number, by: 'customer-first', onNoAnswer }, at);
  }
  const acd = waiting.filter(({ purpose }) => purpose === 'acd');
  world.tell(conversation, at, ...eventsOf(acd, 'start'));
}

/** Moves a callback to another time; whoever had it already loses it. */
export function rescheduleCallback(
  world: World,
  conversation: Conversation,
  scheduledAt: number,
  at: number,
): void {
  const { callback, participants } = conversation;
  if (callback === undefined || !isOpen(customerOf(conversation)?.callback)) return;
  callback.scheduledAt = scheduledAt;
  for (const { purpose, callback: leg } of participants) {
    if (leg === undefined) continue;
    if (purpose === 'agent') {
      if (isOpen(leg)) endLeg(leg, at, 'system');
      continue;
    }
    leg.state = 'scheduled';
    delete leg.connectedAt;
    delete leg.endedAt;
    delete leg.disconnectType;
  }
  planRelease(world, conversation, scheduledAt, at);
  world.tell(conversation, at);
}

/** Ends all legs of the callback; its calls go on. */
export function endCallback(
  world: World,
  conversation: Conversation,
  disconnectType: 'client' | 'peer' | 'system',
  at: number,
): void {
  const open = conversation.participants.filter(({ callback }) => isOpen(callback));
  if (open.length === 0) return;
  for (const { purpose, callback } of open) {
    if (callback) endLeg(callback, at, purpose === 'customer' ? disconnectType : 'peer');
  }
  world.tell(conversation, at, ...eventsOf(open, 'end'));
}

const SESSION = { customer: 'customer', acd: 'acd', agent: 'user' } as const;

/** The detail events of the callback legs that began or ended. */
export const eventsOf = (participants: readonly Participant[], what: 'start' | 'end'): DetailEvent[] =>
  participants.flatMap((participant) => {
    const { purpose, callback: leg } = participant;
    return leg
      ? [{ kind: `${SESSION[purpose]}.${what}` as const, participant, leg, mediaType: 'CALLBACK' }]
      : [];
  });
