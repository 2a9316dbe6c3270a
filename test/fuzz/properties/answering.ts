/**
 * The whole way of a body: the request with its base64 and its limits, the answer, the log, the table, and then what
 * the automation does at the next looks.
 */
import { createHandler } from '#lambdas/ingest/handler.ts';
import { toEntry } from '#shared/adapters/eventbridge/announcement-entry.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { createMemoryCustomers } from '#shared/adapters/memory/memory-customers.ts';
import { createMemoryQuarantine } from '#shared/adapters/memory/memory-quarantine.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import { latest } from '#shared/domain/time.ts';
import { createLookAtConversation } from '#shared/use-cases/look-at-conversation.ts';
import { createRecordNotification } from '#shared/use-cases/record-notification.ts';
import { aSmallWorld } from '#test/builders/small-world.ts';
import { CANARY, type Input, type Violation } from '#test/fuzz/input.ts';
import { NOW } from '#test/fuzz/properties/recording.ts';
import type { Subject } from '#test/fuzz/subject.ts';
import { CONTEXT, httpEvent, sqsEvent } from '#test/unit/lambdas/fakes.ts';

const MAX_BYTES = 700 * 1024;

/** Lambda hands back no larger answer. */
const MAX_ANSWER = 6 * 1024 * 1024;

const MOST_LOOKS = 6;

/** How a body travels. */
export type Way = 'as text' | 'in base64' | 'through the queue';

function anIngest(subject: Subject) {
  const lines: string[] = [];
  const touched = new Set<string>();
  const telemetry = createTelemetry({
    functionName: 'ingest',
    write: (line) => lines.push(line),
    now: () => NOW,
  });
  const world = aSmallWorld();
  world.clock.moveTo(NOW);
  const deps = { ...world.deps, telemetry };
  const record = createRecordNotification(deps);
  const quarantine = createMemoryQuarantine();
  const handler = createHandler({
    parse: (text, conversationId) => subject.parse(text, conversationId, { findReached: true }),
    record: (observation) => {
      touched.add(observation.conversationId);
      return record(observation);
    },
    noteReached: createMemoryCustomers().note,
    authenticate: async () => 'authenticated',
    quarantine,
    telemetry,
    clock: deps.clock,
  });
  return { handler, world, deps, lines, touched, quarantine };
}

type Ingest = ReturnType<typeof anIngest>;

function requestOf({ bytes, pathId }: Input, way: Way) {
  const isBase64Encoded = way === 'in base64';
  const body = Buffer.from(bytes).toString(isBase64Encoded ? 'base64' : 'utf8');
  const path = pathId === undefined ? '/notifications' : `/conversations/${pathId}/callbacks`;
  return httpEvent({ body, isBase64Encoded, path });
}

/** What is true of things that must not be. */
const found = (flaws: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(flaws).flatMap(([what, isSo]) => (isSo ? [what] : []));

async function flawsOfRequest(input: Input, way: Way, { handler, quarantine }: Ingest): Promise<string[]> {
  const request = requestOf(input, way);
  const size = Buffer.byteLength(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
  const { statusCode = 0, body = '' } = await handler(request, CONTEXT);
  const told: unknown = JSON.parse(body);
  const isRefused =
    statusCode === 400 || (Array.isArray(told) && told.some(({ outcome }) => outcome === 'refused'));
  return found({
    [`the answer is ${statusCode}`]: ![200, 400, 413].includes(statusCode),
    'the limit of 700 KiB is another': (statusCode === 413) !== size > MAX_BYTES,
    'the answer holds a free text of the sender': body.includes(CANARY),
    'the answer is larger than Lambda takes':
      Buffer.byteLength(JSON.stringify({ statusCode, body })) > MAX_ANSWER,
    'what is refused is not in quarantine, once': quarantine.kept.length !== Number(isRefused),
  });
}

async function flawsOfMessage({ bytes }: Input, { handler }: Ingest): Promise<string[]> {
  const { batchItemFailures } = await handler(sqsEvent(Buffer.from(bytes).toString('utf8')), CONTEXT);
  return found({ 'a message fails': batchItemFailures.length > 0 });
}

/** Lets the automation look at a conversation as often as it wants to, up to a few times. */
async function passLooks(conversationId: string, { world, deps }: Ingest): Promise<void> {
  const lookAtConversation = createLookAtConversation(deps);
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const conversation = await deps.store.load(conversationId);
    const look = conversation && nextLook(conversation);
    if (look === undefined) return;
    world.clock.moveTo(latest(world.clock.now(), look.at));
    await lookAtConversation(conversationId);
  }
}

/** What is wrong with how a body is taken in and what comes of it. Rejects where the automation fails. */
export async function judgeAnswer(input: Input, subject: Subject, way: Way): Promise<readonly Violation[]> {
  const ingest = anIngest(subject);
  const { lines, touched, world } = ingest;
  const flaws =
    way === 'through the queue'
      ? await flawsOfMessage(input, ingest)
      : await flawsOfRequest(input, way, ingest);
  const errors = lines.filter((line) => line.includes('"level":"error"'));
  if (flaws.length === 0 && errors.length === 0)
    for (const conversationId of [...touched].slice(0, MOST_LOOKS)) await passLooks(conversationId, ingest);
  const announced = world.announcer.announced.map((one) => toEntry(one, 'bus').Detail ?? '');
  flaws.push(
    ...found({
      'an error is logged': errors.length > 0,
      'a log line holds a free text of the sender': lines.some((line) => line.includes(CANARY)),
      'an announcement holds a free text of the sender': announced.some((one) => one.includes(CANARY)),
    }),
  );
  return flaws.map((what) => ({ what, detail: errors[0] ?? way }));
}
