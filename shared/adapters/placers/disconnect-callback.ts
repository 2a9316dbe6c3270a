import { describeRefusal } from '#shared/adapters/genesys-api/describe-refusal.ts';
import { isUnknownToGenesys } from '#shared/adapters/genesys-api/genesys-answer.ts';
import type { GenesysClient } from '#shared/adapters/genesys-api/genesys-client.ts';
import { type GenesysRequest, pathId } from '#shared/adapters/genesys-api/genesys-request.ts';
import { reportRefusal } from '#shared/adapters/genesys-api/report-refusal.ts';
import type { LiveCheck } from '#shared/ports/live-check.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

/** Disconnects a callback that is now dialled elsewhere, so that no agent dials it too. */
export function createDisconnectCallback(client: GenesysClient, liveCheck: LiveCheck, telemetry: Telemetry) {
  return async (conversationId: string): Promise<'done' | 'not-done'> => {
    const request = disconnect(conversationId);
    const answer = await client.send(request);
    if (answer.kind === 'done') return 'done';
    if (answer.kind !== 'refused') return 'not-done';
    const { refusal } = answer;
    if (isUnknownToGenesys(refusal)) return 'done';
    // What Genesys answers where there is nothing left to disconnect is not documented.
    if (await isOver(liveCheck, conversationId)) return 'done';
    reportRefusal(telemetry, request, refusal, describeRefusal(refusal, request));
    return 'not-done';
  };
}

const disconnect = (conversationId: string): GenesysRequest => ({
  what: 'clean-up',
  method: 'PATCH',
  path: `/conversations/callbacks/${pathId(conversationId)}`,
  body: { state: 'disconnected' },
  conversationId,
  needs: 'the permission conversation:communication:disconnect',
});

async function isOver(liveCheck: LiveCheck, conversationId: string): Promise<boolean> {
  const live = await liveCheck.ask(conversationId);
  if (live.kind !== 'told') return live.kind === 'gone';
  const { told } = live.observation;
  return (
    told.kind === 'snapshot' &&
    told.legs.every(({ state }) => state === 'disconnected' || state === 'terminated')
  );
}
