import type { GenesysAnswer } from '#shared/adapters/genesys-api/genesys-answer.ts';
import { type GenesysRequest, pathId } from '#shared/adapters/genesys-api/genesys-request.ts';
import { reportRefusal } from '#shared/adapters/genesys-api/report-refusal.ts';
import type { TokenSource } from '#shared/adapters/genesys-api/token-source.ts';
import { toGenesysOutcome } from '#shared/adapters/placers/genesys-outcome.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import type { PlacementOutcome, PlacementRequest, Placer } from '#shared/ports/placer.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

export interface GenesysCallOptions {
  readonly requestsPerMinute: number;
}

export interface GenesysCallDeps extends GenesysPlacerDeps {
  /** Access tokens of agents, by their user ids. */
  readonly agentTokens: (userId: string) => TokenSource;
}

/** Places the call of the callback itself, for the agent who is connected with it and by that agent's token. */
export function createGenesysCallPlacer(options: GenesysCallOptions, deps: GenesysCallDeps): Placer {
  const { name, client, liveCheck, telemetry, agentTokens } = deps;
  return {
    kind: 'genesys-call',
    repeatable: false,
    dialing: {
      liveCheck,
      callsShow: 'in-conversation',
      needsAgent: true,
      client: name,
      requestsPerPlacement: 2,
      requestsPerMinute: options.requestsPerMinute,
    },
    async prepare({ agentId: expected }) {
      // Asked for together: the agent's token before the claim, and the client's for the live check.
      await Promise.all([
        liveCheck.prepare(),
        expected === undefined ? undefined : agentTokens(expected).current(),
      ]);
      return async (request) => {
        const { agentId, e164 } = request;
        if (e164 === undefined) return { kind: 'refused', because: 'no-dialable-number', final: true };
        if (agentId === undefined) return NO_AGENT_TOKEN;
        const call = placeCall(request, e164);
        return toOutcome(await client.send(call, agentTokens(agentId)), call, telemetry);
      };
    },
  };
}

const NO_AGENT_TOKEN = { kind: 'postponed', because: 'no-agent-token' } as const;

/** Genesys' `CallCommand`. */
const placeCall = ({ conversationId, phoneColumn }: PlacementRequest, e164: string): GenesysRequest => ({
  what: 'placement',
  method: 'POST',
  path: `/conversations/calls/${pathId(conversationId)}`,
  body: { callNumber: e164, ...(phoneColumn !== undefined && { phoneColumn }) },
  conversationId,
  needs: 'the token of the agent who is connected with the callback',
});

const TOKEN_REFUSED = {
  because: 'agent-token-refused',
  final: false,
  fix: 'The function for agent tokens has to answer tokens that Genesys takes.',
} as const;

function toOutcome(answer: GenesysAnswer, call: GenesysRequest, telemetry: Telemetry): PlacementOutcome {
  if (answer.kind === 'postponed' && answer.because === 'no-token') return NO_AGENT_TOKEN;
  if (answer.kind !== 'refused' || answer.refusal.status !== 401)
    return toGenesysOutcome(answer, call, telemetry);
  reportRefusal(telemetry, call, answer.refusal, TOKEN_REFUSED);
  return { kind: 'refused', because: TOKEN_REFUSED.because, final: TOKEN_REFUSED.final };
}
