import { NO_STATION, type Refusal } from '#shared/adapters/genesys-api/genesys-answer.ts';
import type { GenesysRequest } from '#shared/adapters/genesys-api/genesys-request.ts';

/** A refusal in our words. */
export interface RefusalDescription {
  readonly because: string;
  /** No repetition helps. */
  readonly final: boolean;
  /** What somebody has to mend. */
  readonly fix: string;
}

const BY_CODE: ReadonlyMap<string, RefusalDescription> = new Map([
  [
    'not.a.user',
    {
      because: 'not-a-user',
      final: true,
      fix: 'Genesys takes this request from users alone: the function for agent tokens has to answer the token of a user.',
    },
  ],
  [
    'conversation.error.participant.no.active.conversations',
    {
      because: 'no-active-conversation',
      final: true,
      fix: 'The agent was not connected any more. Where it happens often, place the callback earlier or by another placer.',
    },
  ],
  [
    'conversation.error.callback.call.cannot.be.placed',
    {
      because: 'call-cannot-be-placed',
      final: false,
      fix: 'Check that the agent has a phone with a persistent connection, and the outbound route of the number.',
    },
  ],
  [
    NO_STATION,
    { because: 'no-station', final: false, fix: "Check the agent's phone: its station has no active edge." },
  ],
  [
    'invalid.value',
    {
      because: 'invalid-value',
      final: true,
      fix: "Check the placer's configuration: Genesys takes no such value.",
    },
  ],
  [
    'callback.error.missing.queue.id',
    { because: 'bad-queue', final: true, fix: 'Check the queueId of the placer.' },
  ],
]);

const BAD_NUMBER: RefusalDescription = {
  because: 'bad-number',
  final: true,
  fix: "Check the customer's number in Genesys, and the automation's defaultCountry.",
};

const BAD_REQUEST: RefusalDescription = {
  because: 'bad-request',
  final: true,
  fix: "Check the placer's configuration; Genesys' support can look up the contextId.",
};

/** Tells why Genesys refused a request, whether it will again, and what is to be done about it. */
export function describeRefusal(refusal: Refusal, request: GenesysRequest): RefusalDescription {
  const { status, code = '' } = refusal;
  return BY_CODE.get(code) ?? describeCode(code) ?? describeStatus(status, request);
}

function describeCode(code: string): RefusalDescription | undefined {
  if (!code.startsWith('callback.error.')) return undefined;
  return code.includes('number') ? BAD_NUMBER : { ...BAD_REQUEST, because: 'callback-error' };
}

function describeStatus(status: number, { needs }: GenesysRequest): RefusalDescription {
  if (status >= 300 && status < 400) {
    return { because: 'redirected', final: true, fix: 'Check the region: redirections are not followed.' };
  }
  switch (status) {
    case 401:
      return {
        because: 'token-refused',
        final: false,
        fix: 'Genesys refuses a new token: check that its client is active.',
      };
    case 403:
      return { because: 'forbidden', final: true, fix: `Needed: ${needs}.` };
    case 404:
    case 410:
      return {
        because: 'not-found',
        final: true,
        fix: 'Check the ids and the region in the placer’s configuration.',
      };
    case 409:
      return { because: 'conflict', final: false, fix: 'The conversation was just changed by others.' };
    default:
      return BAD_REQUEST;
  }
}
