import type * as v from 'valibot';
import type { LegFacts } from '#shared/domain/observation.ts';
import { epochMs } from '#shared/domain/time.ts';
import { defined } from '#shared/genesys/defined.ts';
import { type Tally, toAcdOutcome } from '#shared/genesys/dialects.ts';
import { type Blank, isBlank } from '#shared/genesys/json.ts';
import { contactOf, firstNumber, nameOf, readUnused } from '#shared/genesys/leg-facts.ts';
import type { DetailEventSchema } from '#shared/genesys/schemas/detail-event.ts';
import type { Sent } from '#shared/genesys/schemas/fits.ts';
import type { DetailEventKind } from '#shared/genesys/topic.ts';

type DetailEvent = Sent<v.InferOutput<typeof DetailEventSchema>>;

const fromEpoch = (value: number | Blank) => (isBlank(value) ? undefined : epochMs(value));

const over = (event: DetailEvent) =>
  ({ state: 'disconnected', endedAt: fromEpoch(event.eventTime), sessionEnded: true }) as const;

/** The end of a wait: where an agent took the callback, the instant at which he connected. */
const waitOver = (event: DetailEvent, tally: Tally) =>
  !isBlank(event.acdOutcome) && toAcdOutcome(event.acdOutcome, tally) === 'answered'
    ? { ...over(event), answeredAt: fromEpoch(event.eventTime), answeredBy: event.answeredUserId }
    : over(event);

function factsOf(kind: DetailEventKind, event: DetailEvent, tally: Tally) {
  const startedAt = fromEpoch(event.eventTime);
  switch (kind) {
    case 'customer.start':
      return { purpose: 'customer', startedAt } as const;
    case 'acd.start':
      return { purpose: 'acd', startedAt } as const;
    case 'user.start':
      return { purpose: 'agent', state: 'alerting', startedAt } as const;
    case 'customer.end':
      return { purpose: 'customer', ...over(event) } as const;
    case 'acd.end':
      return { purpose: 'acd', ...waitOver(event, tally) } as const;
    case 'user.end':
      return { purpose: 'agent', ...over(event) } as const;
    // After-call work ends some time after the session did; its own time says nothing of that.
    case 'acw':
      return { purpose: 'agent', state: 'disconnected', sessionEnded: true } as const;
  }
}

/** Restates what a detail event adds to a session. Genesys' `sessionId` is the communication's id. */
export function toDetailEventLeg(kind: DetailEventKind, event: DetailEvent, tally: Tally): LegFacts {
  readUnused(event, tally);
  const facts = factsOf(kind, event, tally);
  return defined({
    participantId: event.participantId,
    communicationId: event.sessionId,
    scheduledFor: fromEpoch(event.callbackScheduledTime),
    queueId: event.queueId,
    userId: event.userId,
    number: firstNumber(event.callbackNumbers),
    name: nameOf(event.callbackUserName),
    contactId: contactOf(facts.purpose, event.externalContactId),
    ...facts,
  });
}
