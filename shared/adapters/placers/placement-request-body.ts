import * as v from 'valibot';
import { toIso } from '#shared/domain/time.ts';
import type { PlacementRequest } from '#shared/ports/placer.ts';

const Text = v.pipe(v.string(), v.nonEmpty());
const Iso = v.pipe(v.string(), v.isoTimestamp());

/** What the placers `signed-http` and `lambda` send. Receivers may use this schema to check it. */
export const PlacementRequestBody = v.object({
  schemaVersion: v.literal(1),
  /** The same for every repetition: whoever gets it twice places one call. */
  placementKey: Text,
  conversationId: Text,
  callbackKey: Text,
  due: Iso,
  trigger: v.picklist(['scheduled', 'timeout']),
  firedAt: Iso,
  attempt: v.pipe(v.number(), v.integer(), v.minValue(1)),
  automation: Text,
  queueId: v.exactOptional(v.string()),
  /** As the customer or agent typed it. */
  number: v.exactOptional(v.string()),
  /** The number in E.164, where it is a valid one. */
  e164: v.exactOptional(v.string()),
  name: v.exactOptional(v.string()),
  /** The agent who is connected. */
  agentId: v.exactOptional(v.string()),
  /** The column of a preview's contact that holds the number. */
  phoneColumn: v.exactOptional(v.string()),
});

export type PlacementRequestBody = v.InferOutput<typeof PlacementRequestBody>;

/** Restates a request in the words and units of the wire. */
export function toRequestBody(request: PlacementRequest): PlacementRequestBody {
  const { placementKey, conversationId, callbackKey, trigger, attempt, automation } = request;
  const { queueId, number, e164, name, agentId, phoneColumn } = request;
  return {
    schemaVersion: 1,
    placementKey,
    conversationId,
    callbackKey,
    due: toIso(request.due),
    trigger,
    firedAt: toIso(request.firedAt),
    attempt,
    automation,
    ...(queueId !== undefined && { queueId }),
    ...(number !== undefined && { number }),
    ...(e164 !== undefined && { e164 }),
    ...(name !== undefined && { name }),
    ...(agentId !== undefined && { agentId }),
    ...(phoneColumn !== undefined && { phoneColumn }),
  };
}
