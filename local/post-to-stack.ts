import { resolve } from 'node:path';
import { findRunning, type RunningStack } from '#local/running-stack.ts';
import { StartError } from '#local/start-error.ts';

export interface Answered {
  readonly status: number;
  readonly text: string;
}

const dataDirectory = () => resolve(process.env['DATA_DIR'] || '.local');

const notRunning = () => new StartError(`Nothing runs on ${dataDirectory()}. Start it with: npm start`);

/** The stack that a command speaks to. */
export function requireRunning(): RunningStack {
  const running = findRunning(dataDirectory());
  if (running === undefined) throw notRunning();
  return running;
}

/** Asks the stack as a sender would: posts the body where there is one. */
export async function askStack(
  { url, apiKey }: RunningStack,
  path: string,
  body?: string,
): Promise<Answered> {
  const headers = { 'content-type': 'application/json', 'x-api-key': apiKey };
  const request = body === undefined ? { headers } : { method: 'POST', headers, body };
  const response = await fetch(`${url}${path}`, request).catch(() => {
    throw notRunning();
  });
  return { status: response.status, text: await response.text() };
}
