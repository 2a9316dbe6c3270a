/** Follows "A customer who was reached meanwhile" in local/README.md, with the samples that it names. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually, launch } from '#test/integration/local-processes.ts';
import { startLocal } from '#test/integration/local-running.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'local-customer-reached-'));
  const automations = join(dataDir, 'parameters/callback-automation/local/automations');
  mkdirSync(automations, { recursive: true });
  const automation = { placer: 'announce', leaveIfReachedWithin: 3600 };
  writeFileSync(join(automations, 'default.json'), JSON.stringify(automation));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

const send = async (...args: readonly string[]) => {
  const { stdout } = await launch('send.ts', args, { DATA_DIR: dataDir }).ended;
  return JSON.parse(stdout) as { outcome: string };
};

it('leaves a callback whose customer an agent has on the phone in another conversation', async () => {
  const { announcements } = await startLocal(dataDir);
  const waiting = await send('local/samples/waiting.json', '--in', '6s', '--conversation', 'c-1');
  const talk = await send('local/samples/customer-reached.json', '--in', '0s');
  expect([waiting.outcome, talk.outcome]).toEqual(['recorded', 'ignored']);
  const event = await eventually('the outcome', async () => (await announcements('c-1'))[0]);
  expect(event).toMatchObject({
    'detail-type': 'CallbackLeft',
    detail: { reason: 'customer-already-reached' },
  });
});
