import type * as v from 'valibot';
import type { Call, LegFacts, Told } from '#shared/domain/observation.ts';
import { toCallbackLeg } from '#shared/genesys/callback-leg.ts';
import type { Tally } from '#shared/genesys/dialects.ts';
import { placementKeyIn } from '#shared/genesys/leg-facts.ts';
import { toParticipantLeg } from '#shared/genesys/participant-leg.ts';
import { toCall } from '#shared/genesys/phone-call.ts';
import { createPick } from '#shared/genesys/pick.ts';
import type { CallbackConversationSchema } from '#shared/genesys/schemas/callback-conversation.ts';
import type { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import type { Sent } from '#shared/genesys/schemas/fits.ts';
import type { ParticipantSchema } from '#shared/genesys/schemas/participant.ts';

const pick = createPick(
  'id',
  'purpose',
  'queueId',
  'userId',
  'startTime',
  'attributes',
  'externalContactId',
  'callbacks',
  'calls',
);
type Participant = ReturnType<typeof pick<Sent<v.InferOutput<typeof ParticipantSchema>>>>;

function callbackLegsOf(participant: Participant, tally: Tally): LegFacts[] {
  const owner = {
    participantId: participant.id,
    purpose: participant.purpose,
    queueId: participant.queueId,
    userId: participant.userId,
    startTime: participant.startTime,
    placementKey: placementKeyIn(participant.attributes),
    externalContactId: participant.externalContactId,
  };
  return (participant.callbacks || []).map((callback) => toCallbackLeg(callback, owner, tally));
}

/** An id that we make up must not become longer than any id may be. */
const MOST_OF_ID = 200;

const callsOf = (participant: Participant, tally: Tally): Call[] =>
  (participant.calls || []).map((call, index) =>
    toCall(call, `${(participant.id || '').slice(0, MOST_OF_ID)}/${index}`, tally),
  );

/** Restates a conversation of all media: one leg per callback, and every call. */
export function toAllMediaSnapshot(
  { participants }: Sent<v.InferOutput<typeof ConversationSchema>>,
  tally: Tally,
): Told {
  const picked = (participants || []).map(pick);
  return {
    kind: 'snapshot',
    legs: picked.flatMap((participant) => callbackLegsOf(participant, tally)),
    calls: picked.flatMap((participant) => callsOf(participant, tally)),
  };
}

/** Restates a conversation of the callback medium: one leg per participant. It carries no calls. */
export function toCallbackSnapshot(
  { participants }: Sent<v.InferOutput<typeof CallbackConversationSchema>>,
  tally: Tally,
): Told {
  return {
    kind: 'snapshot',
    legs: (participants || []).map((participant) => toParticipantLeg(participant, tally)),
    calls: undefined,
  };
}
