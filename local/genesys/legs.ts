/** How legs end and participants are found: what callbacks, calls and agents have in common. */
import { notFound } from '#local/genesys/genesys-error.ts';
import type { Conversation, Leg, Participant, World } from '#local/genesys/world.ts';

export const isOpen = (leg: Leg | undefined): leg is Leg => leg !== undefined && leg.state !== 'disconnected';

export function endLeg(leg: Leg, at: number, disconnectType: string): void {
  leg.state = 'disconnected';
  leg.endedAt = at;
  leg.disconnectType = disconnectType;
}

export function connectLeg(leg: Leg, at: number): void {
  leg.state = 'connected';
  leg.connectedAt = at;
}

export function conversationOf(world: World, id: string): Conversation {
  const conversation = world.conversations.get(id);
  if (conversation === undefined) throw notFound();
  return conversation;
}

export const customerOf = ({ participants }: Conversation) =>
  participants.find(({ purpose }) => purpose === 'customer');

export const openCalls = ({ participants }: Conversation) =>
  participants.flatMap((participant) =>
    participant.calls.filter(isOpen).map((call) => ({ participant, call })),
  );

/** The agent who is in a conversation, by callback or by call. */
export const activeAgentOf = ({ participants }: Conversation): Participant | undefined =>
  participants.find(
    ({ purpose, callback, calls }) => purpose === 'agent' && (isOpen(callback) || calls.some(isOpen)),
  );
