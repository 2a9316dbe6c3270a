import type * as v from 'valibot';
import type { LegFacts } from '#shared/domain/observation.ts';
import { defined } from '#shared/genesys/defined.ts';
import { type Tally, toPurpose } from '#shared/genesys/dialects.ts';
import { type Blank, isBlank } from '#shared/genesys/json.ts';
import {
  COMMON_FIELDS,
  commonFacts,
  contactOf,
  isPreview,
  parsedInstant,
  phoneColumnOf,
  placementKeyIn,
} from '#shared/genesys/leg-facts.ts';
import { createPick } from '#shared/genesys/pick.ts';
import type { CallbackMediaParticipantSchema } from '#shared/genesys/schemas/callback-media-participant.ts';
import type { Sent } from '#shared/genesys/schemas/fits.ts';

type Participant = Sent<v.InferOutput<typeof CallbackMediaParticipantSchema>>;

const idOf = (reference: { readonly id?: string | Blank } | Blank) =>
  isBlank(reference) ? undefined : reference.id;

const pick = createPick(
  ...COMMON_FIELDS,
  'id',
  'peer',
  'purpose',
  'startTime',
  'startAlertingTime',
  'endTime',
  'queue',
  'user',
  'outboundPreview',
  'attributes',
  'externalContact',
);

/** Restates a participant of the callback medium. Its `id` is the participant's; the communication's is not told. */
export function toParticipantLeg(sent: Participant, tally: Tally): LegFacts {
  const participant = pick(sent);
  const purpose = isBlank(participant.purpose) ? undefined : toPurpose(participant.purpose);
  return defined({
    ...commonFacts(participant, tally),
    participantId: participant.id,
    peerId: participant.peer,
    purpose,
    startedAt: parsedInstant(participant.startTime || participant.startAlertingTime),
    endedAt: parsedInstant(participant.endTime),
    queueId: idOf(participant.queue),
    userId: idOf(participant.user),
    preview: isPreview(participant.outboundPreview),
    placementKey: placementKeyIn(participant.attributes),
    contactId: contactOf(purpose, idOf(participant.externalContact)),
    phoneColumn: phoneColumnOf(participant.outboundPreview),
  });
}
