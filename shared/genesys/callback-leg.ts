import type { LegFacts } from '#shared/domain/observation.ts';
import { defined } from '#shared/genesys/defined.ts';
import { type Tally, toPurpose } from '#shared/genesys/dialects.ts';
import { type Blank, isBlank } from '#shared/genesys/json.ts';
import {
  COMMON_FIELDS,
  type CommonFields,
  commonFacts,
  contactOf,
  isPreview,
  type Preview,
  parsedInstant,
  phoneColumnOf,
} from '#shared/genesys/leg-facts.ts';
import { createPick } from '#shared/genesys/pick.ts';

/** The fields of `Callback` that its other models name differently or lack. */
export interface CallbackFields extends CommonFields {
  readonly id?: string | Blank;
  readonly peerId?: string | Blank;
  readonly startAlertingTime?: string | Blank;
  readonly disconnectedTime?: string | Blank;
  readonly dialerPreview?: Preview | Blank;
}

/** What is told of a callback beside it: by the participant it belongs to, or by a relay. */
export interface CallbackOwner {
  readonly participantId?: string | Blank;
  readonly purpose?: string | Blank;
  readonly queueId?: string | Blank;
  readonly userId?: string | Blank;
  readonly startTime?: string | Blank;
  readonly placementKey?: string | Blank;
  readonly externalContactId?: string | Blank;
}

const pick = createPick(
  ...COMMON_FIELDS,
  'id',
  'peerId',
  'startAlertingTime',
  'disconnectedTime',
  'dialerPreview',
);

/** Restates a callback of an all-media shape, or one that arrived alone. Its `id` is the communication's. */
export function toCallbackLeg(sent: CallbackFields, owner: CallbackOwner, tally: Tally): LegFacts {
  const callback = pick(sent);
  const purpose = isBlank(owner.purpose) ? undefined : toPurpose(owner.purpose);
  return defined({
    ...commonFacts(callback, tally),
    participantId: owner.participantId,
    communicationId: callback.id,
    peerId: callback.peerId,
    purpose,
    startedAt: parsedInstant(owner.startTime || callback.startAlertingTime),
    endedAt: parsedInstant(callback.disconnectedTime),
    queueId: owner.queueId,
    userId: owner.userId,
    preview: isPreview(callback.dialerPreview),
    placementKey: owner.placementKey,
    contactId: contactOf(purpose, owner.externalContactId),
    phoneColumn: phoneColumnOf(callback.dialerPreview),
  });
}
