/** `npm run send -- FILE [--in 10s] [--conversation ID|new]`: sends one payload to the running stack. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findRunning } from '#local/running-stack.ts';
import { dueOf, replaceConversation, shiftInstants } from '#local/shift-instants.ts';
import { StartError } from '#local/start-error.ts';

const USAGE = `Usage: npm run send -- FILE [--in 10s] [--conversation ID]

  --in            when the callback is to be due: 500ms, 10s, 5m or 2h from now (default 10s)
  --conversation  another conversation id than the file's; "new" for one that nobody has`;

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

async function main(): Promise<void> {
  const { file, inMs, conversationId } = readArguments();
  const payload = prepare(readPayload(file), Date.now() + inMs, conversationId);
  const { status, text } = await send(payload);
  console.log(text);
  if (status < 200 || status > 299) {
    console.error(`The stack answered ${status}.`);
    process.exitCode = 1;
  }
}

function readArguments() {
  const { values, positionals } = parse();
  const [file, ...more] = positionals;
  const [, amount, unit = ''] = /^(\d{1,9})(ms|s|m|h)$/.exec(values.in) ?? [];
  const factor = UNIT_MS[unit];
  if (file === undefined || more.length > 0 || factor === undefined) throw new StartError(USAGE);
  const { conversation } = values;
  return {
    file,
    inMs: Number(amount) * factor,
    conversationId: conversation === 'new' ? randomUUID() : conversation,
  };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { in: { type: 'string', default: '10s' }, conversation: { type: 'string' } },
    });
  } catch {
    throw new StartError(USAGE);
  }
}

function readPayload(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The parser's message quotes the file.
    throw new StartError(`${file} cannot be read as JSON.`);
  }
}

function prepare(payload: unknown, due: number, conversationId: string | undefined): unknown {
  const shifted = shiftInstants(payload, due - (dueOf(payload) ?? due));
  return conversationId === undefined ? shifted : replaceConversation(shifted, conversationId);
}

async function send(payload: unknown): Promise<{ status: number; text: string }> {
  const dataDir = resolve(process.env['DATA_DIR'] || '.local');
  const running = findRunning(dataDir);
  const notRunning = new StartError(`Nothing runs on ${dataDir}. Start it with: npm start`);
  if (running === undefined) throw notRunning;
  const headers = { 'content-type': 'application/json', 'x-api-key': running.apiKey };
  const response = await fetch(`${running.url}/notifications`, {
    method: 'POST',
    headers,
    body: JSON.stringify(payload),
  }).catch(() => {
    throw notRunning;
  });
  return { status: response.status, text: await response.text() };
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
