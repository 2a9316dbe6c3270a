import { randomUUID } from 'node:crypto';
import { aSubject, customer, inMs, message } from '#test/e2e/target.ts';

/** A notification as its sender keeps it: the same id and bytes in every try to deliver it. */
export interface Notice {
  readonly id: string;
  readonly body: string;
}

/** A callback whose life a scenario tells. */
export interface Callback {
  readonly conversationId: string;
  readonly participantId: string;
  /** When it is to be placed in the end; undefined where it is cancelled. */
  readonly due: string | undefined;
  /** What happens to it, in its true order. */
  readonly notices: readonly Notice[];
}

/** Personal facts of every callback here, which nothing may log, answer or announce. */
export const PERSONAL = { number: '+13175550142', name: 'Quetzal Canaria' };

const HOUR = 3_600_000;
const soon = () => inMs(300);

export const asNotice = (body: string): Notice => ({ id: `msg_${randomUUID()}`, body });

/** Tells one life: each entry is what a notification says, stamped a millisecond after the one before. */
function aLife(due: string | undefined, told: readonly object[]): Callback {
  const subject = aSubject();
  const stampedAt = Date.now() - told.length;
  const personal = { callbackNumbers: [PERSONAL.number], callbackUserName: PERSONAL.name };
  const notices = told.map((facts, index) => {
    const body = message(subject, [customer(subject, { ...personal, ...facts })], stampedAt + index);
    return asNotice(JSON.stringify(body));
  });
  return { ...subject, due, notices };
}

/** One notification tells all of it. */
export interface CreatedCallback extends Callback {
  readonly created: Notice;
}

/** Created, and due soon. */
export const aCallback = (): CreatedCallback => createdFor(soon());

/** Overdue by so much that the next sweep finds it, where its timer was lost. */
export const aMissedCallback = (): CreatedCallback => createdFor(inMs(-30_000));

function createdFor(due: string): CreatedCallback {
  const life = aLife(due, [{ callbackScheduledTime: due }]);
  return { ...life, created: noticeOf(life, 1) };
}

/** Created for in an hour, moved to in two, then to soon: only what was told last may be placed. */
export function aMovedCallback(): Callback {
  const due = soon();
  return aLife(due, [
    { callbackScheduledTime: inMs(HOUR) },
    { callbackScheduledTime: inMs(2 * HOUR) },
    { callbackScheduledTime: due },
  ]);
}

/** Created for in an hour, and cancelled. */
export function aCancelledCallback(): Callback {
  const scheduled = { callbackScheduledTime: inMs(HOUR) };
  const over = { state: 'disconnected', disconnectType: 'client', endTime: inMs(0) };
  return aLife(undefined, [scheduled, { ...scheduled, ...over }]);
}

/** What is told first, second or third. */
export function noticeOf({ notices }: Callback, nth: number): Notice {
  const notice = notices[nth - 1];
  if (notice === undefined) throw new RangeError('The life of this callback is not that long.');
  return notice;
}

/** The life as far as it has come after so many notices. */
export const soFar = (callback: Callback, count: number): Callback => ({
  ...callback,
  notices: callback.notices.slice(0, count),
});

/** The same life in another conversation. */
export function twinOf(callback: Callback): Callback {
  const twin = aSubject();
  const notices = callback.notices.map(({ body }) =>
    asNotice(
      body
        .replaceAll(callback.conversationId, twin.conversationId)
        .replaceAll(callback.participantId, twin.participantId),
    ),
  );
  return { ...twin, due: callback.due, notices };
}
