/** `npm run send -- FILE [--in 10s] [--conversation ID|new]`: sends one payload to the running stack. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { nothingMore } from '#local/nothing-more.ts';
import { askStack, requireRunning } from '#local/post-to-stack.ts';
import { readPayload } from '#local/read-payload.ts';
import { runCommand, usageError } from '#local/run-command.ts';
import { dueOf, replaceConversation, shiftInstants } from '#local/shift-instants.ts';

const USAGE = `Usage: npm run send -- FILE [--in 10s] [--conversation ID]

  --in            when the callback is to be due: 500ms, 10s, 5m or 2h from now (default 10s)
  --conversation  another conversation id than the file's; "new" for one that nobody has`;

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

async function main(): Promise<void> {
  const { file, inMs, conversationId, help } = readArguments();
  if (help) {
    console.log(USAGE);
    return;
  }
  const payload = readPayload(file);
  const running = requireRunning();
  const body = JSON.stringify(prepare(payload, Date.now() + inMs, conversationId));
  const answered = await askStack(running, '/notifications', body);
  console.log(answered.text);
  if (answered.status < 200 || answered.status > 299) {
    console.error(`The stack answered ${answered.status}.`);
    process.exitCode = 1;
    return;
  }
  const line = await nothingMore(running, answered);
  if (line !== undefined) console.error(line);
}

function readArguments() {
  const { values, positionals } = parse();
  const help = values.help === true;
  const conversationId = values.conversation === 'new' ? randomUUID() : values.conversation;
  const [file = '', ...more] = positionals;
  if (!help && file === '') throw usageError('A file to send is missing', USAGE);
  if (!help && more.length > 0) throw usageError(`One file at a time, not ${positionals.length}`, USAGE);
  return { file, inMs: lengthOf(values.in), conversationId, help };
}

function lengthOf(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? [];
  const factor = UNIT_MS[unit];
  if (factor === undefined) {
    throw usageError(`--in must be a whole number with ms, s, m or h behind it, but is "${text}"`, USAGE);
  }
  return Number(amount) * factor;
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        in: { type: 'string', default: '10s' },
        conversation: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw usageError(error, USAGE);
  }
}

function prepare(payload: unknown, due: number, conversationId: string | undefined): unknown {
  const shifted = shiftInstants(payload, due - (dueOf(payload) ?? due));
  return conversationId === undefined ? shifted : replaceConversation(shifted, conversationId);
}

await runCommand(main);
