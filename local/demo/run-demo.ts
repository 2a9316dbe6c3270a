import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAtGenesys, GENESYS_STORY, genesysFaultsOf } from '#local/demo/genesys-life.ts';
import { type Announced, faultsOf, toAnnounced } from '#local/demo/judge.ts';
import { sendStep } from '#local/demo/sender.ts';
import { END, STORIES, type Story } from '#local/demo/story.ts';
import { createTimeline } from '#local/demo/timeline.ts';
import { keepFunctionOutput } from '#local/function-output.ts';
import { type Stack, startStack } from '#local/stack.ts';

interface Life {
  readonly story: Story;
  readonly conversationId: string;
}

/** Runs the stories against a stack of their own; answers whether each callback fired as it should. */
export async function runDemo(): Promise<boolean> {
  const dataDir = mkdtempSync(join(tmpdir(), 'callback-demo-'));
  const log = join(dataDir, 'log.jsonl');
  const output = keepFunctionOutput(log);
  const stack = await startStack({ dataDir, port: 0, sweepEveryMs: 5000 });
  output.print(`The stack runs on ${stack.url}. Six callbacks, as Genesys Cloud tells of them:\n`);

  const isGood = await tell(stack, output.print);

  await stack.close();
  await output.close();
  if (isGood) rmSync(dataDir, { recursive: true });
  else console.error(`See ${log}`);
  return isGood;
}

async function tell(stack: Stack, print: (line: string) => void): Promise<boolean> {
  const startedAt = Date.now();
  const timeline = createTimeline(print, startedAt);
  const fake = await stack.genesys();
  const atGenesys = { story: GENESYS_STORY, conversationId: await createAtGenesys(fake, startedAt) };
  timeline.created(GENESYS_STORY.name, GENESYS_STORY.what);
  const lives: Life[] = [...STORIES.map((story) => ({ story, conversationId: randomUUID() })), atGenesys];
  const announcedOf = (conversationId: string): Announced[] =>
    stack.aws
      .events()
      .flatMap((event) => toAnnounced(event) ?? [])
      .filter((one) => one.conversationId === conversationId);
  const watching = watch(stack, (one) => {
    const life = lives.find(({ conversationId }) => conversationId === one.conversationId);
    timeline.announced(life?.story.name ?? 'the new one', one);
  });

  const notify = async (story: Story, conversationId: string) => {
    for (const step of story.steps) {
      await sleep(Math.max(0, startedAt + step.at - Date.now()));
      const outcomes = await sendStep(stack, step, conversationId, startedAt);
      const due = ((startedAt + step.due - Date.now()) / 1000).toFixed(1);
      timeline.notified(story.name, `${step.what}; due in ${due} s → ${outcomes.join(', ')}`);
    }
  };
  await Promise.all(lives.map(({ story, conversationId }) => notify(story, conversationId)));
  await sleep(Math.max(0, startedAt + END - Date.now()));
  clearInterval(watching);

  print('');
  const verdicts = lives.map(({ story, conversationId }) => {
    const faults = faultsOf(story, announcedOf(conversationId), startedAt);
    if (story === GENESYS_STORY) faults.push(...genesysFaultsOf(fake, conversationId));
    timeline.verdict(story.name, story.moral, faults);
    return faults.length === 0;
  });
  return verdicts.every(Boolean);
}

/** Tells of each announcement soon after it was made. */
function watch(stack: Stack, tellOf: (announced: Announced) => void): NodeJS.Timeout {
  let told = 0;
  return setInterval(() => {
    const events = stack.aws.events();
    for (const event of events.slice(told)) {
      const announced = toAnnounced(event);
      if (announced) tellOf(announced);
    }
    told = events.length;
  }, 20);
}
