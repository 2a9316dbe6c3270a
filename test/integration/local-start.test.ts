import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, launch } from '#test/integration/local-processes.ts';
import { callback, startLocal } from '#test/integration/local-running.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'local-start-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

const start = (env: Record<string, string> = {}) => startLocal(dataDir, env);

describe('npm start', () => {
  it('announces a callback once, at its time and not before, and says so on the terminal', async () => {
    const stack = await start();
    const response = await stack.post(callback('c1', 1500));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ outcome: 'recorded', nextLook: { why: 'scheduled' } });
    const [event] = await eventually('the announcement', async () => {
      const found = await stack.announcements('c1');
      return found.length > 0 ? found : undefined;
    });
    expect(event).toMatchObject({ 'detail-type': 'CallbackDue', detail: { outcome: 'placed' } });
    expect(Date.parse(event?.time ?? '')).toBeGreaterThanOrEqual(Date.parse(event?.detail.due ?? ''));
    expect(stack.stdout()).toContain('CallbackDue  conversation c1');
    expect(await stack.announcements('c1')).toHaveLength(1);
    const log = readFileSync(join(dataDir, 'log.jsonl'), 'utf8').trim().split('\n');
    const recorded = log
      .map((line) => JSON.parse(line))
      .find(({ event: one }) => one === 'notification.recorded');
    expect(Math.abs(Date.parse(recorded.time) - Date.parse(event?.time ?? ''))).toBeLessThan(60_000);
  });

  it('prints a command that works when it is pasted', async () => {
    const stack = await start();
    const command = /^curl -X POST .*\n.*$/m.exec(stack.stdout())?.[0] ?? '';
    const { stdout } = await promisify(execFile)('sh', ['-c', command]);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'recorded', nextLook: { why: 'scheduled' } });
  });

  it('prints a command of the AWS CLI that pauses the stack, with all that it needs', async () => {
    const stack = await start();
    const words = /Pause +(AWS_.*)/.exec(stack.stdout())?.[1]?.split(' ') ?? [];
    const environment = words.filter((word) => word.startsWith('AWS_')).map((word) => word.split('='));
    expect(environment.map(([name]) => name)).toEqual([
      'AWS_ENDPOINT_URL',
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
    ]);
    const wordAfter = (word: string) => words[words.indexOf(word) + 1] ?? '';
    expect(words.join(' ')).toContain('aws --region local ssm put-parameter --overwrite --type String');
    const ssm = new SSMClient({
      endpoint: environment[0]?.[1] ?? '',
      region: wordAfter('--region'),
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    await ssm.send(
      new PutParameterCommand({
        Name: wordAfter('--name'),
        Value: wordAfter('--value'),
        Type: 'String',
        Overwrite: true,
      }),
    );
    ssm.destroy();
    const file = join(dataDir, 'parameters/callback-automation/local/paused.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ value: 'true', version: 2 });
  });

  it('says once what is wrong with a parameter, and when that is mended', async () => {
    const stack = await start();
    const file = join(dataDir, 'parameters/callback-automation/local/automations/raw.json');
    const said = (what: string) =>
      eventually(what, () => (stack.stdout().includes(what) ? what : undefined), 10_000);
    writeFileSync(file, '{"placer":"nobody","match":{"queueId":"q"}}');
    await said('settings.broken: automations/raw: placer: expected the name of a placer in the stage config');
    writeFileSync(file, '{"placer":');
    await said('settings.broken: automations/raw: the value: expected JSON');
    writeFileSync(file, '{"placer":"dry-run","match":{"queueId":"q"}}');
    await said('settings: all can be read again');
    expect(stack.stdout().match(/settings.broken/g)).toHaveLength(2);
  });

  it('places with an automation of which there is only the bare object', async () => {
    const stack = await start();
    const file = join(dataDir, 'parameters/callback-automation/local/automations/raw.json');
    writeFileSync(file, '{"placer":"dry-run","match":{"automatedCallbackConfigId":"config"}}');
    await stack.post(callback('c1', 500));
    const event = await eventually('the announcement', async () => (await stack.announcements('c1'))[0]);
    expect(event).toMatchObject({ 'detail-type': 'CallbackPlaced', detail: { automation: 'raw' } });
  });

  it('tells what is stored to whoever has the API key', async () => {
    const stack = await start({ API_KEY: 'chosen-key' });
    expect(stack.apiKey).toBe('chosen-key');
    await stack.post(callback('c1', 60_000));
    const get = (key: string) => fetch(`${stack.url}/conversations/c1`, { headers: { 'x-api-key': key } });
    const report = await get('chosen-key');
    expect(await report.json()).toMatchObject({ conversationId: 'c1', nextLook: { why: 'scheduled' } });
    expect((await get('another-key')).status).toBe(401);
    expect((await stack.post(callback('c1', 60_000), 'another-key')).status).toBe(401);
  });

  it('keeps a body that it refuses, even over a kill', async () => {
    const stack = await start();
    expect((await stack.post('{"no": "conversation"}')).status).toBe(400);
    await stack.stop('SIGKILL');
    expect(readdirSync(join(dataDir, 'queues/quarantine'))).toHaveLength(1);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly with 0 at %s', async (signal) => {
    const stack = await start();
    const { code, stderr } = await stack.stop(signal);
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('a signal', () => {
  it('that a terminal and npm both pass on counts once', async () => {
    const stack = await start();
    stack.child.kill('SIGINT');
    const { code, stdout } = await stack.stop('SIGINT');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Stopping')]);
  });
});

describe('a reader that goes away', () => {
  it('as `head` does, has the stack stop cleanly at the next line', async () => {
    const stack = await start();
    stack.child.stdout?.destroy();
    await stack.post(callback('c1', 100));
    expect(await stack.ended).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a restart', () => {
  it('after a kill takes what came due meanwhile at once, and the rest on time, with the same API key', async () => {
    const first = await start();
    expect((await first.post(callback('meanwhile', 1200))).status).toBe(200);
    expect((await first.post(callback('later', 4000))).status).toBe(200);
    await first.stop('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 1300));

    const second = await start();
    expect(second.apiKey).toBe(first.apiKey);
    for (const id of ['meanwhile', 'later']) {
      const [event] = await eventually(`${id} is announced`, async () => {
        const found = await second.announcements(id);
        return found.length > 0 ? found : undefined;
      });
      expect(event?.['detail-type']).toBe('CallbackDue');
      expect(Date.parse(event?.time ?? '')).toBeGreaterThanOrEqual(Date.parse(event?.detail.due ?? ''));
    }
    await eventually('the line about it', () => /Brought back 2 pending looks/.exec(second.stdout())?.[0]);
    expect(await second.announcements('meanwhile')).toHaveLength(1);
    expect(await second.announcements('later')).toHaveLength(1);
  });

  it('keeps the secret in a file that only its owner can read', async () => {
    await (await start()).stop('SIGTERM');
    const file = join(dataDir, 'secrets/callback-automation/local/api-key.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('a start that cannot be', () => {
  const refused = async (env: Record<string, string>) => {
    const { code, stdout, stderr } = await launch('start.ts', [], { PORT: '0', DATA_DIR: dataDir, ...env })
      .ended;
    expect([code, stdout]).toEqual([1, '']);
    return stderr;
  };

  it.each(['abc', '65536', '-1', '80.5'])('says what is wrong with the port %s', async (PORT) => {
    expect(await refused({ PORT })).toBe(`PORT must be a whole number from 0 to 65535, but is "${PORT}".\n`);
  });

  it('says what is wrong with other settings, without repeating a key', async () => {
    expect(await refused({ SWEEP_SECONDS: '0' })).toContain('SWEEP_SECONDS must be a whole number from 1');
    const apiKey = await refused({ API_KEY: 'two words' });
    expect(apiKey).toContain('API_KEY must');
    expect(apiKey).not.toContain('two words');
    writeFileSync(join(dataDir, 'placers.json'), '{"mine":{"kind":"carrier-pigeon"}}');
    expect(await refused({})).toMatch(/placers\.json does not fit\. mine\.kind: expected/);
    writeFileSync(join(dataDir, 'placers.json'), '{"mine":');
    expect(await refused({})).toMatch(/placers\.json is not JSON\.\n$/);
  });

  it('says that the port is taken', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    expect(await refused({ PORT: `${port}` })).toBe(`Port ${port} is in use. Set PORT to another one.\n`);
    await new Promise((resolve) => holder.close(resolve));
  });

  it('says that the data directory is a file, or below one', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    for (const DATA_DIR of [file, join(file, 'below')]) {
      expect(await refused({ DATA_DIR })).toBe(
        `DATA_DIR must be a directory, but ${DATA_DIR} is a file, or below one.\n`,
      );
    }
  });

  it('says that the data directory cannot be made', async () => {
    const DATA_DIR = join(dataDir, 'x'.repeat(300));
    expect(await refused({ DATA_DIR })).toBe(
      `The data directory ${DATA_DIR} cannot be created, or not be written (ENAMETOOLONG).\n`,
    );
  });

  it('says that another process has the data', async () => {
    const stack = await start();
    expect(await refused({})).toBe(`The data directory ${dataDir} is in use by another process.\n`);
    expect((await stack.post(callback('c1', 60_000))).status).toBe(200);
  });
});
