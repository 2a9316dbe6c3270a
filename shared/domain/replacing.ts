/**
 * When one callback of a conversation replaced another, and who had the other. It is known by two instants of each, the
 * first and the last at which it was told of: which news came first changes neither (ADR 0020).
 */
import type { CallbackKey, CallbackRecord, Conversation } from '#shared/domain/conversation.ts';
import { durationMs, type EpochMs, earliest, latest, plus } from '#shared/domain/time.ts';

/** The least that one instant can be after another. */
const MOMENT = durationMs(1);

/** Keeps that a callback was told of as the current one. */
export function withTold(known: CallbackRecord, at: EpochMs): CallbackRecord {
  const { toldAt = at, toldLastAt = at } = known;
  const told = { toldAt: earliest(toldAt, at), toldLastAt: latest(toldLastAt, at) };
  return told.toldAt === known.toldAt && told.toldLastAt === known.toldLastAt ? known : { ...known, ...told };
}

/**
 * When a callback replaced another: when it was first told of, or, where it was moved away and back, after the last word
 * of the other. Nothing, for the first one.
 */
export function replacingSince(
  { callbacks }: Pick<Conversation, 'callbacks'>,
  key: CallbackKey,
): EpochMs | undefined {
  const own = callbacks.find((one) => one.key === key);
  if (own?.toldAt === undefined || callbacks.length === 1) return undefined;
  const { toldAt, toldLastAt = toldAt } = own;
  const others = callbacks.flatMap((one) =>
    one !== own && one.toldLastAt !== undefined && one.toldLastAt <= toldLastAt ? one.toldLastAt : [],
  );
  if (others.length === 0) return undefined;
  const lastOther = latest(...others);
  return toldAt < lastOther ? plus(lastOther, MOMENT) : toldAt;
}

/**
 * When an immediate callback began, and so came due: where another was told of before it, not before it was told of
 * itself, whenever its participant joined. Undefined for one that has a time.
 */
export function beginningOf(
  { callbacks }: Pick<Conversation, 'callbacks'>,
  key: CallbackKey,
): EpochMs | undefined {
  const { since, toldAt } = callbacks.find((one) => one.key === key) ?? {};
  if (since === undefined || toldAt === undefined) return since;
  const isFirst = callbacks.every((one) => one.toldAt === undefined || one.toldAt >= toldAt);
  return isFirst ? since : latest(since, toldAt);
}

/** Whether an agent who connected then had the callback before: it was not replaced yet, nor the new one's time come. */
export const isBeforeReplacing = (
  connectedAt: EpochMs,
  since: EpochMs | undefined,
  due: EpochMs | undefined,
): boolean => since !== undefined && connectedAt < since && connectedAt < (due ?? since);
