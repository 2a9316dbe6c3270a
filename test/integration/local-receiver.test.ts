/** Follows "Your first signed-http placer" in local/README.md, with the example's own files. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '#test/integration/free-port.ts';
import { eventually, launch } from '#test/integration/local-processes.ts';
import { startLocal } from '#test/integration/local-running.ts';

const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'receiver');
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'local-receiver-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

async function receiver(port: string) {
  const secretFile = join(dataDir, 'receiver-secret.txt');
  writeFileSync(secretFile, `${SECRET}\n`);
  const process = launch('../examples/receiver/receiver.ts', [secretFile, port], {});
  await eventually('the receiver', () => (process.stdout().includes('listening') ? true : undefined));
  return process;
}

describe('the example of a receiver', () => {
  it('gets the callback of a sample, signed, and has it announced as placed', async () => {
    const port = await freePort();
    const placers = readFileSync(join(EXAMPLE, 'placers.json'), 'utf8').replace(':9000/', `:${port}/`);
    writeFileSync(join(dataDir, 'placers.json'), placers);
    const automations = join(dataDir, 'parameters/callback-automation/local/automations');
    mkdirSync(automations, { recursive: true });
    copyFileSync(join(EXAMPLE, 'automation.json'), join(automations, 'receiver.json'));
    const { stdout } = await receiver(port);
    const stack = await startLocal(dataDir);
    const { awsEndpointUrl } = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8'));
    const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
    await new SecretsManagerClient({ endpoint: awsEndpointUrl, region: 'local', credentials }).send(
      new CreateSecretCommand({ Name: 'receiver/signing', SecretString: SECRET }),
    );

    const args = ['local/samples/waiting.json', '--in', '500ms', '--conversation', 'c-1'];
    await launch('send.ts', args, { DATA_DIR: dataDir }).ended;
    const event = await eventually('the announcement', async () => (await stack.announcements('c-1'))[0]);
    expect(event).toMatchObject({ 'detail-type': 'CallbackPlaced', detail: { automation: 'receiver' } });
    expect(stdout()).toMatch(/to be called: c-1_\d+\n/);
  });

  it('turns away what nobody has signed', async () => {
    const port = await freePort();
    const { stdout } = await receiver(port);
    const headers = { 'webhook-id': 'k', 'webhook-timestamp': '1', 'webhook-signature': 'v1,no' };
    const answer = await fetch(`http://127.0.0.1:${port}/callbacks`, { method: 'POST', headers, body: '{}' });
    expect([answer.status, stdout()]).toEqual([401, expect.not.stringContaining('to be called')]);
  });
});
