/** What an agent does with a callback or a call that is routed to him. */
import { endCallback, eventsOf } from '#local/genesys/callbacks.ts';
import { activeAgentOf, connectLeg, customerOf, endLeg, isOpen } from '#local/genesys/legs.ts';
import type { Conversation, Leg, Participant, World } from '#local/genesys/world.ts';

/** Has a callback, or a dialled customer, alert an agent; whoever was alerted before is no longer. */
export function alertAgent(
  world: World,
  conversation: Conversation,
  userId: string,
  at: number,
): Participant {
  const before = activeAgentOf(conversation);
  if (before) leave(before, at, 'system');
  const { callback, calls = [] } = customerOf(conversation) ?? {};
  const legOf = (peer: Leg): Leg => ({
    id: world.newId(),
    initialState: 'alerting',
    state: 'alerting',
    startedAt: at,
    peerId: peer.id,
  });
  const agent: Participant = {
    id: world.newId(),
    purpose: 'agent',
    name: 'Sam Agent',
    startedAt: at,
    userId,
    attributes: {},
    ...(callback && { callback: legOf(callback) }),
    calls: calls.filter(isOpen).map((call) => ({ ...legOf(call), number: call.number })),
  };
  conversation.participants.push(agent);
  world.tell(conversation, at, ...(before ? eventsOf([before], 'end') : []), ...eventsOf([agent], 'start'));
  return agent;
}

/** Has an agent take what he is alerted of; he is alerted first where he is not. */
export function connectAgent(world: World, conversation: Conversation, userId: string, at: number): void {
  const active = activeAgentOf(conversation);
  const agent = active?.userId === userId ? active : alertAgent(world, conversation, userId, at);
  for (const leg of legsOf(agent)) if (leg.state === 'alerting') connectLeg(leg, at);
  const acd = conversation.participants.find(({ purpose }) => purpose === 'acd');
  if (!acd || !isOpen(acd.callback)) {
    world.tell(conversation, at);
    return;
  }
  endLeg(acd.callback, at, 'transfer');
  const facts = { acdOutcome: 'ANSWERED', answeredUserId: userId, usedRouting: 'STANDARD' };
  world.tell(conversation, at, ...eventsOf([acd], 'end').map((event) => ({ ...event, facts })));
}

/** Has an agent decline, or end what he took; with the latter the callback is over. */
export function disconnectAgent(world: World, conversation: Conversation, at: number): void {
  const agent = activeAgentOf(conversation);
  if (agent === undefined) return;
  const hadTaken = legsOf(agent).some(({ state }) => state === 'connected');
  leave(agent, at, 'client');
  world.tell(conversation, at, ...eventsOf([agent], 'end'));
  if (!hadTaken) return;
  for (const call of customerOf(conversation)?.calls ?? []) if (isOpen(call)) endLeg(call, at, 'peer');
  if (conversation.callback) endCallback(world, conversation, 'peer', at);
  else world.tell(conversation, at);
}

const legsOf = ({ callback, calls }: Participant): readonly Leg[] =>
  callback ? [callback, ...calls] : calls;

function leave(agent: Participant, at: number, disconnectType: string): void {
  for (const leg of legsOf(agent)) if (isOpen(leg)) endLeg(leg, at, disconnectType);
}
