import { describeRefusal } from '#shared/adapters/genesys-api/describe-refusal.ts';
import { type GenesysAnswer, isUnknownToGenesys } from '#shared/adapters/genesys-api/genesys-answer.ts';
import type { GenesysClient } from '#shared/adapters/genesys-api/genesys-client.ts';
import { type GenesysRequest, pathId } from '#shared/adapters/genesys-api/genesys-request.ts';
import { reportRefusal } from '#shared/adapters/genesys-api/report-refusal.ts';
import { plus, seconds } from '#shared/domain/time.ts';
import { readLiveConversation } from '#shared/genesys/read-live-conversation.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { LiveAnswer, LiveCheck } from '#shared/ports/live-check.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

export interface LiveCheckDeps {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** How far Genesys' answers may lag behind its notifications. */
const LAG = seconds(-5);
const LONGEST_CONVERSATION = 8 * 1024 * 1024;

/** Asks Genesys' API for conversations. Whatever is not clearly an answer is none. */
export function createLiveCheck(client: GenesysClient, deps: LiveCheckDeps): LiveCheck {
  return {
    prepare: () => client.prepare(),
    async ask(conversationId) {
      const request = aboutConversation(conversationId);
      const askedAt = deps.clock.now();
      const answer = await client.send(request);
      if (answer.kind !== 'done') return withoutAnswer(request, answer, deps.telemetry);
      const { text } = answer;
      const observation =
        text === undefined ? undefined : readLiveConversation(text, conversationId, plus(askedAt, LAG));
      return observation === undefined
        ? { kind: 'no-answer', because: 'malformed-answer' }
        : { kind: 'told', observation };
    },
  };
}

const aboutConversation = (conversationId: string): GenesysRequest => ({
  what: 'live-check',
  method: 'GET',
  path: `/conversations/${pathId(conversationId)}`,
  readAtMost: LONGEST_CONVERSATION,
  conversationId,
  needs: 'the permission conversation:communication:view',
});

function withoutAnswer(
  request: GenesysRequest,
  answer: Exclude<GenesysAnswer, { kind: 'done' }>,
  telemetry: Telemetry,
): LiveAnswer {
  if (answer.kind === 'unknown') return { kind: 'no-answer', because: answer.because };
  if (answer.kind === 'postponed') {
    const { because, retryAfter } = answer;
    return { kind: 'no-answer', because, ...(retryAfter !== undefined && { retryAfter }) };
  }
  const { refusal } = answer;
  if (isUnknownToGenesys(refusal)) return { kind: 'gone' };
  const description = describeRefusal(refusal, request);
  reportRefusal(telemetry, request, refusal, description);
  return { kind: 'no-answer', because: description.because };
}
