/** The placers of the fake Genesys Cloud, declared as local/README.md says, beside one of one's own. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freePort } from '#test/integration/free-port.ts';
import { eventually } from '#test/integration/local-processes.ts';
import { startLocal } from '#test/integration/local-running.ts';

const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'genesys', 'placers-of-the-fake.json');

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'local-declared-placers-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

function declare(port: string): void {
  const ours = JSON.parse(readFileSync(EXAMPLE, 'utf8').replaceAll(':8787/', `:${port}/`));
  const mine = { kind: 'lambda', functionName: 'mine' };
  writeFileSync(join(dataDir, 'placers.json'), JSON.stringify({ ...ours, mine }));
  const automations = join(dataDir, 'parameters/callback-automation/local/automations');
  mkdirSync(automations, { recursive: true });
  const automation = { placer: 'genesys-call', placeOnTimeout: true };
  writeFileSync(join(automations, 'default.json'), JSON.stringify(automation));
}

it('has the call of an agent placed, with the secret and the token that the stack makes', async () => {
  const PORT = await freePort();
  declare(PORT);
  const { url, announcements } = await startLocal(dataDir, { PORT });
  const control = async (path: string, body: object) => {
    const response = await fetch(`${url}/_genesys/_control${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as { conversationId: string };
  };
  const { conversationId } = await control('/callbacks', { inSeconds: 60, timeoutSeconds: 1 });
  await control(`/conversations/${conversationId}/agent`, { does: 'connect' });
  const event = await eventually('the placement', async () => (await announcements(conversationId))[0]);
  expect(event['detail-type']).toBe('CallbackPlaced');
});
