import type { CallbackKey, Trigger } from '#shared/domain/conversation.ts';
import type { Told } from '#shared/domain/observation.ts';
import { type EpochMs, toIso } from '#shared/domain/time.ts';

/** A call that is to be made. */
interface Intended {
  readonly at: EpochMs;
  /** The key under which it was claimed. */
  readonly key: CallbackKey;
  /** Whoever does not know it does not judge by agents. */
  readonly trigger?: Trigger['kind'];
}

/** Why Genesys' answer speaks against a call, in one word; nothing, where it does not. */
export function speaksAgainst(told: Told, { at, key, trigger }: Intended): string | undefined {
  if (told.kind !== 'snapshot') return undefined;
  const customers = told.legs.filter(({ purpose }) => purpose === 'customer');
  const isThere = told.legs.some(
    ({ purpose, connectedAt, endedAt }) =>
      purpose === 'agent' && connectedAt !== undefined && endedAt === undefined,
  );
  if (customers.some(({ state }) => state === 'disconnected')) return 'ended';
  if (customers.some(({ scheduledFor = at }) => scheduledFor > at && toIso(scheduledFor) !== key))
    return 'moved';
  if ((told.calls ?? []).some(({ direction, endedAt }) => direction === 'outbound' && !endedAt))
    return 'called';
  if (trigger === 'scheduled' && isThere) return 'with-agent';
  return trigger === 'timeout' && !isThere ? 'agent-gone' : undefined;
}
