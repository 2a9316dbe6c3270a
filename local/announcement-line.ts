import * as v from 'valibot';
import type { BusEvent } from '#local/aws/eventbridge.ts';

const DetailSchema = v.object({
  conversationId: v.string(),
  due: v.string(),
  trigger: v.string(),
  outcome: v.string(),
  reason: v.optional(v.string()),
});

/** Says in one line for people what was put on the bus. */
export function announcementLine(event: BusEvent): string {
  const at = event.time.slice(11, 23);
  const detail = v.safeParse(DetailSchema, event.detail);
  if (!detail.success) return `${at}  ${event['detail-type']}`;
  const { conversationId, due, trigger, outcome, reason } = detail.output;
  const what = reason === undefined ? outcome : `${outcome}: ${reason}`;
  const late = Date.parse(event.time) - Date.parse(due);
  // What is left to others may be known long after: that is no lateness of ours.
  const when = outcome === 'left' ? trigger : `${trigger}, ${late} ms after its due`;
  return `${at}  ${event['detail-type']}  conversation ${conversationId}  ${what}  (${when})`;
}
