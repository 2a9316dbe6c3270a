import type * as v from 'valibot';
import type { Call } from '#shared/domain/observation.ts';
import { defined } from '#shared/genesys/defined.ts';
import { type Tally, toDirection, toDisconnectType } from '#shared/genesys/dialects.ts';
import { instantOf, stateOf } from '#shared/genesys/leg-facts.ts';
import type { CallSchema } from '#shared/genesys/schemas/call.ts';

type WireCall = v.InferOutput<typeof CallSchema>;

/** When a call began to ring; notifications do not tell. */
const startOf = (call: WireCall) =>
  instantOf(call.startAlertingTime ?? call.segments?.find(({ startTime }) => startTime)?.startTime);

/** Restates a phone call. `unnamed` identifies one without an id, so that it still counts as a call. */
export function toCall(call: WireCall, unnamed: string, tally: Tally): Call {
  if (call.disconnectType !== undefined) toDisconnectType(call.disconnectType, tally);
  return {
    id: call.id ?? unnamed,
    state: stateOf(call.state, tally) ?? 'unknown',
    direction: call.direction === undefined ? 'unknown' : toDirection(call.direction, tally),
    ...defined({
      startedAt: startOf(call),
      connectedAt: instantOf(call.connectedTime),
      endedAt: instantOf(call.disconnectedTime),
    }),
  };
}
