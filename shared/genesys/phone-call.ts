import type * as v from 'valibot';
import type { Call } from '#shared/domain/observation.ts';
import { defined } from '#shared/genesys/defined.ts';
import { type Tally, toDirection, toDisconnectType } from '#shared/genesys/dialects.ts';
import { isBlank } from '#shared/genesys/json.ts';
import { parsedInstant, stateOf } from '#shared/genesys/leg-facts.ts';
import { createPick } from '#shared/genesys/pick.ts';
import type { CallSchema } from '#shared/genesys/schemas/call.ts';
import type { Sent } from '#shared/genesys/schemas/fits.ts';

type WireCall = Sent<v.InferOutput<typeof CallSchema>>;

const pick = createPick(
  'id',
  'state',
  'direction',
  'disconnectType',
  'startAlertingTime',
  'segments',
  'connectedTime',
  'disconnectedTime',
);

/** When a call began to ring; notifications do not tell. */
const startOf = (call: Pick<WireCall, 'startAlertingTime' | 'segments'>) =>
  parsedInstant(
    call.startAlertingTime || (call.segments || []).find(({ startTime }) => startTime)?.startTime,
  );

/** Restates a phone call. `unnamed` identifies one without an id, so that it still counts as a call. */
export function toCall(sent: WireCall, unnamed: string, tally: Tally): Call {
  const call = pick(sent);
  if (!isBlank(call.disconnectType)) toDisconnectType(call.disconnectType, tally);
  const times = defined({
    startedAt: startOf(call),
    connectedAt: parsedInstant(call.connectedTime),
    endedAt: parsedInstant(call.disconnectedTime),
  });
  return {
    ...times,
    id: call.id || unnamed,
    state: stateOf(call.state, tally) ?? 'unknown',
    direction: isBlank(call.direction) ? 'unknown' : toDirection(call.direction, tally),
  };
}
