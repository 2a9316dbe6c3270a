/** Says why nothing will happen for a callback that was sent, which an answer without `nextLook` leaves open. */
import * as v from 'valibot';
import { type Answered, askStack } from '#local/post-to-stack.ts';
import type { RunningStack } from '#local/running-stack.ts';

const AnswerSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    outcome: v.picklist(['recorded', 'duplicate', 'stale']),
    conversationId: v.string(),
    nextLook: v.optional(v.unknown()),
  }),
);

const ReportSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    callbacks: v.array(
      v.object({
        outcomes: v.array(v.object({ at: v.string(), outcome: v.string(), reason: v.optional(v.string()) })),
      }),
    ),
  }),
);

/** One line where nothing more is to be done for what was sent; nothing where there is. */
export async function nothingMore(running: RunningStack, answered: Answered): Promise<string | undefined> {
  const answer = v.safeParse(AnswerSchema, answered.text);
  if (!answer.success || answer.output.nextLook !== undefined) return undefined;
  const path = `/conversations/${encodeURIComponent(answer.output.conversationId)}`;
  const report = v.safeParse(ReportSchema, (await askStack(running, path)).text);
  const why = report.success ? whyOf(report.output.callbacks) : 'its conversation says nothing of it';
  return `Nothing more is to be done for this callback: ${why}. For another one, use --conversation new`;
}

function whyOf(callbacks: v.InferOutput<typeof ReportSchema>['callbacks']): string {
  const last = callbacks
    .flatMap(({ outcomes }) => outcomes)
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .at(-1);
  if (last === undefined) return 'it is over, or has nothing to wait for';
  const { at, outcome, reason } = last;
  const ended = `this conversation's ended at ${at} as ${outcome}${reason === undefined ? '' : ` (${reason})`}`;
  return outcome === 'placed'
    ? `${ended}, and a time within a minute of it means the same callback; or it was cancelled or moved`
    : ended;
}
