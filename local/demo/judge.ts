import * as v from 'valibot';
import type { BusEvent } from '#local/aws/eventbridge.ts';
import type { Expected, Story } from '#local/demo/story.ts';

const DetailSchema = v.object({
  conversationId: v.string(),
  due: v.pipe(v.string(), v.transform(Date.parse)),
  reason: v.optional(v.string()),
});

/** An announcement, with its instants in epoch milliseconds. */
export interface Announced {
  readonly type: string;
  readonly at: number;
  readonly due: number;
  readonly conversationId: string;
  readonly reason?: string;
}

/** Reads an announcement from the bus; `undefined` for what is none. */
export function toAnnounced(event: BusEvent): Announced | undefined {
  const detail = v.safeParse(DetailSchema, event.detail);
  if (!detail.success) return undefined;
  const { conversationId, due, reason } = detail.output;
  const at = Date.parse(event.time);
  return { type: event['detail-type'], at, due, conversationId, ...(reason !== undefined && { reason }) };
}

/** Says what went wrong in a story that began at `startedAt`; nothing where all went as it should. */
export function faultsOf(story: Story, announced: readonly Announced[], startedAt: number): string[] {
  const isExpected = (one: Announced) => story.expected.some((expected) => fits(expected, one, startedAt));
  return [
    ...story.expected.flatMap((expected) => {
      const found = announced.filter((one) => fits(expected, one, startedAt));
      if (found.length === 0) return [`lost: ${expected.type}`];
      return found.length > 1 ? [`double: ${expected.type} came ${found.length} times`] : [];
    }),
    ...announced.filter(({ at, due }) => at < due).map(({ type }) => `early: ${type}`),
    ...announced.filter((one) => !isExpected(one)).map(({ type }) => `unexpected: ${type}`),
  ];
}

function fits(expected: Expected, one: Announced, startedAt: number): boolean {
  return one.type === expected.type && one.due === startedAt + expected.due && one.reason === expected.reason;
}
