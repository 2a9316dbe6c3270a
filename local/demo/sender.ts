import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Step } from '#local/demo/story.ts';
import { dueOf, replaceConversation, shiftInstants } from '#local/shift-instants.ts';
import type { Stack } from '#local/stack.ts';

const AnswerSchema = v.object({ outcome: v.string() });

/** Sends a step's sample for a conversation; answers the outcomes, one per delivery. */
export async function sendStep(
  { url, apiKey }: Pick<Stack, 'url' | 'apiKey'>,
  step: Step,
  conversationId: string,
  startedAt: number,
): Promise<readonly string[]> {
  const sample: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', 'samples', `${step.sample}.json`), 'utf8'),
  );
  const due = startedAt + step.due;
  const payload = replaceConversation(shiftInstants(sample, due - (dueOf(sample) ?? due)), conversationId);
  const outcomes: string[] = [];
  for (let time = 0; time < step.times; time += 1) {
    const response = await fetch(`${url}/notifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      body: JSON.stringify(payload),
    });
    const answer = v.safeParse(AnswerSchema, await response.json());
    outcomes.push(answer.success ? answer.output.outcome : `HTTP ${response.status}`);
  }
  return outcomes;
}
