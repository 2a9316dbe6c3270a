import type * as v from 'valibot';
import type { LegFacts } from '#shared/domain/observation.ts';
import { defined } from '#shared/genesys/defined.ts';
import { type Tally, toPurpose } from '#shared/genesys/dialects.ts';
import { commonFacts, instantOf, isPreview, placementKeyOf } from '#shared/genesys/leg-facts.ts';
import type { CallbackMediaParticipantSchema } from '#shared/genesys/schemas/callback-media-participant.ts';

type Participant = v.InferOutput<typeof CallbackMediaParticipantSchema>;

/** Restates a participant of the callback medium. Its `id` is the participant's; the communication's is not told. */
export function toParticipantLeg(participant: Participant, tally: Tally): LegFacts {
  return defined({
    ...commonFacts(participant, tally),
    participantId: participant.id,
    peerId: participant.peer,
    purpose: participant.purpose === undefined ? undefined : toPurpose(participant.purpose),
    startedAt: instantOf(participant.startTime ?? participant.startAlertingTime),
    endedAt: instantOf(participant.endTime),
    queueId: participant.queue?.id,
    userId: participant.user?.id,
    preview: isPreview(participant.outboundPreview),
    placementKey: placementKeyOf(participant.attributes),
  });
}
