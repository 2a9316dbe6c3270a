import { customerOf, endLeg, isOpen } from '#local/genesys/legs.ts';
import type { CallLeg, Conversation, DialledCall, Participant, World } from '#local/genesys/world.ts';
import { PLACEMENT_KEY_ATTRIBUTE } from '#shared/genesys/leg-facts.ts';

export interface Dialling {
  readonly number: string;
  readonly by: DialledCall['by'];
  /** Whose call it is, beside the customer's. */
  readonly agent?: Participant;
  /** Where it is known otherwise than by the customer's attributes. */
  readonly placementKey?: string;
  /** What is to happen when nobody answers. */
  readonly onNoAnswer?: (at: number) => void;
}

// Placement keys begin with the conversation's id, and ids here have no underscore.
const originOf = (placementKey: string) => placementKey.split('_')[0] ?? placementKey;

/** Makes one phone call in a conversation. The caller tells of it. */
export function dial(world: World, conversation: Conversation, dialling: Dialling, at: number): void {
  const { number, agent, by } = dialling;
  const customer = customerOf(conversation);
  const agentCallId = world.newId();
  const customerCallId = world.newId();
  const call = (id: string, peerId: string): CallLeg => ({
    id,
    initialState: 'dialing',
    state: 'dialing',
    startedAt: at,
    number,
    ...(agent && { peerId }),
  });
  const calls = [call(customerCallId, agentCallId), ...(agent ? [call(agentCallId, customerCallId)] : [])];
  const [first, second] = calls;
  if (first) customer?.calls.push(first);
  if (second) agent?.calls.push(second);
  const placementKey = dialling.placementKey ?? customer?.attributes[PLACEMENT_KEY_ATTRIBUTE];
  world.dialled.push({
    callId: agent ? agentCallId : customerCallId,
    conversationId: conversation.id,
    originalConversationId: placementKey === undefined ? conversation.id : originOf(placementKey),
    ...(placementKey !== undefined && { placementKey }),
    number,
    by,
    at,
  });
  world.agenda.at(at + world.settings.ringMs, (answeredAt) =>
    answer(world, conversation, { calls, ...dialling }, answeredAt),
  );
}

function answer(
  world: World,
  conversation: Conversation,
  { calls, onNoAnswer }: Dialling & { readonly calls: readonly CallLeg[] },
  at: number,
): void {
  const ringing = calls.filter(({ state }) => state === 'dialing');
  if (ringing.length === 0) return;
  if (world.settings.answers) {
    for (const call of ringing) Object.assign(call, { state: 'connected', connectedAt: at });
    world.tell(conversation, at);
    return;
  }
  for (const call of ringing) endLeg(call, at, 'timeout');
  if (onNoAnswer) onNoAnswer(at);
  else world.tell(conversation, at);
}

/** Ends every call of a conversation; the callback stays open. */
export function hangUp(world: World, conversation: Conversation, at: number): void {
  for (const { purpose, calls } of conversation.participants) {
    for (const call of calls.filter(isOpen)) endLeg(call, at, purpose === 'agent' ? 'client' : 'peer');
  }
  world.tell(conversation, at);
}
