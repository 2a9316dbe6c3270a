const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** The instant that a value of a payload is, in epoch milliseconds: ISO 8601, or a number as large as today's. */
function instantIn(value: unknown): number | undefined {
  if (typeof value === 'string' && ISO.test(value)) return Date.parse(value);
  const isEpochMs = typeof value === 'number' && Number.isInteger(value) && value > 1e12 && value < 4.2e12;
  return isEpochMs ? value : undefined;
}

/** Moves every instant of a payload by the same length, and leaves everything else as it is. */
export function shiftInstants(payload: unknown, byMs: number): unknown {
  return mapValues(payload, (value) => {
    const instant = instantIn(value);
    if (instant === undefined) return value;
    const shifted = instant + byMs;
    return typeof value === 'number' ? shifted : new Date(shifted).toISOString();
  });
}

/** Puts another conversation id in place of the payload's own, wherever it occurs. */
export function replaceConversation(payload: unknown, conversationId: string): unknown {
  const known = conversationIdOf(payload);
  if (known === undefined) return payload;
  return mapValues(payload, (value) =>
    typeof value === 'string' ? value.replaceAll(known, conversationId) : value,
  );
}

/**
 * The instant for which a payload is: the end of a connected agent's `timeoutSeconds`, else the earliest scheduled
 * time, else the newest instant of all.
 */
export function dueOf(payload: unknown): number | undefined {
  const objects = objectsIn(payload);
  const timeouts = objects.flatMap(timeoutEnd);
  if (timeouts.length > 0) return Math.max(...timeouts);
  const scheduled = objects.flatMap(({ callbackScheduledTime }) => instantIn(callbackScheduledTime) ?? []);
  if (scheduled.length > 0) return Math.min(...scheduled);
  const all = objects.flatMap((object) => Object.values(object).flatMap((value) => instantIn(value) ?? []));
  return all.length > 0 ? Math.max(...all) : undefined;
}

function timeoutEnd(leg: Record<string, unknown>): number[] {
  const { purpose, state, connectedTime, timeoutSeconds } = leg;
  const connectedAt = instantIn(connectedTime);
  const isAgents = purpose === 'agent' || purpose === 'user';
  if (!isAgents || state !== 'connected' || connectedAt === undefined) return [];
  return typeof timeoutSeconds === 'number' && timeoutSeconds > 0
    ? [connectedAt + timeoutSeconds * 1000]
    : [];
}

function conversationIdOf(payload: unknown): string | undefined {
  if (!isRecord(payload)) return undefined;
  const { detail, eventBody, conversationId, id } = payload;
  if (isRecord(detail)) return conversationIdOf(detail);
  if (isRecord(eventBody)) return conversationIdOf(eventBody);
  const found = conversationId ?? id;
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isRecord(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

function mapValues(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => mapValues(one, change));
  if (!isRecord(value)) return change(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapValues(one, change)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
