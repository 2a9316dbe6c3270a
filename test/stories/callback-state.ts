import type { FakeGenesys } from '#local/genesys/create-fake-genesys.ts';

type Rest = ReturnType<FakeGenesys['control']['conversations']>[number];

/** A conversation as it is at Genesys. */
export const conversationAt = (genesys: FakeGenesys, id: string): Rest | undefined =>
  genesys.control.conversations().find((one) => one.id === id);

/** How a callback is at Genesys. */
export interface CallbackState {
  readonly scheduledAt: number;
  readonly isOpen: boolean;
  readonly isCalled: boolean;
  readonly endedAt: number | undefined;
}

/** Reads how a conversation's callback is; `undefined` where it is none. */
export function stateOf(conversation: Rest | undefined): CallbackState | undefined {
  const customer = conversation?.participants.find(({ purpose }) => purpose === 'customer');
  const leg = customer && 'callbacks' in customer ? customer.callbacks?.[0] : undefined;
  if (leg === undefined || conversation === undefined) return undefined;
  const calls = conversation.participants.flatMap((one) => one.calls);
  const endedAt = 'disconnectedTime' in leg ? leg.disconnectedTime : undefined;
  return {
    endedAt: typeof endedAt === 'string' ? Date.parse(endedAt) : undefined,
    scheduledAt: Date.parse(leg.callbackScheduledTime),
    isOpen: leg.state !== 'disconnected',
    isCalled: calls.some(({ state }) => state !== 'disconnected'),
  };
}
