import type { ConversationReport } from '#shared/use-cases/conversation-report.ts';
import type { Callback } from '#test/e2e/conformance/callbacks.ts';
import type { BusEvent } from '#test/e2e/target.ts';

/** What the observer saw of a conversation, without ids and without the instants at which things were done. */
export interface Sight {
  readonly legs: string;
  readonly state: string;
  readonly announced: string;
}

/** Two conversations of which the same is known, and for which the same was done, give the same sight. */
export function sightOf(callback: Callback, report: ConversationReport, events: readonly BusEvent[]): Sight {
  const told = (value: unknown) =>
    JSON.stringify(value)
      .replaceAll(callback.conversationId, 'its id')
      .replaceAll(callback.participantId, "its customer's id");
  const { legs, calls } = report;
  return {
    legs: told({ legs, calls }),
    state: told({ ...report, callbacks: report.callbacks.filter(isDealtWith).map(withoutInstants) }),
    announced: told(events.map(announcedOf)),
  };
}

/** Whether a time that was moved is remembered depends on the order in which it was told; what was done does not. */
const isDealtWith = ({ placement, outcomes }: ConversationReport['callbacks'][number]) =>
  placement !== undefined || outcomes.length > 0;

function withoutInstants({ placement, outcomes, ...callback }: ConversationReport['callbacks'][number]) {
  const { placementKey: _, firedAt: __, ...placed } = placement ?? {};
  return { ...callback, placed, outcomes: outcomes.map(({ at: _at, ...outcome }) => outcome) };
}

function announcedOf({ 'detail-type': type, detail }: BusEvent) {
  return [type, detail['due'], detail['callbackKey'], detail['outcome'], detail['reason']];
}
