import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, launch } from '#test/integration/local-processes.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'local-start-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

interface Announcement {
  readonly time: string;
  readonly 'detail-type': string;
  readonly detail: { readonly conversationId: string; readonly due: string };
}

/** Starts the stack and waits until it is ready. */
async function start(env: Record<string, string> = {}) {
  const process = launch('start.ts', [], { PORT: '0', DATA_DIR: dataDir, ...env });
  const url = await eventually(
    'the ready line',
    () => /http:\/\/127\.0\.0\.1:\d+/.exec(process.stdout())?.[0],
  );
  const apiKey = await eventually('the API key', () => /API key +(\S+)/.exec(process.stdout())?.[1]);
  const post = (body: string, key = apiKey) =>
    fetch(`${url}/notifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body,
    });
  const announcements = async (conversationId: string) => {
    const response = await fetch(`${url}/_local/events`);
    const events = (await response.json()) as Announcement[];
    return events.filter(({ detail }) => detail.conversationId === conversationId);
  };
  const stop = async (signal: NodeJS.Signals) => {
    process.child.kill(signal);
    return process.ended;
  };
  return { ...process, url, apiKey, post, announcements, stop };
}

const callback = (id: string, dueInMs: number) =>
  JSON.stringify({
    id,
    participants: [
      {
        id: `${id}-customer`,
        purpose: 'customer',
        state: 'scheduled',
        callbackNumbers: ['+13175550123'],
        callbackScheduledTime: new Date(Date.now() + dueInMs).toISOString(),
        automatedCallbackConfigId: 'config',
      },
    ],
  });

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
    expect(readFileSync(join(dataDir, 'log.jsonl'), 'utf8')).toContain('notification.recorded');
  });

  it('prints a command that works when it is pasted', async () => {
    const stack = await start();
    const command = /^curl -X POST .*\n.*$/m.exec(stack.stdout())?.[0] ?? '';
    const { stdout } = await promisify(execFile)('sh', ['-c', command]);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'recorded', nextLook: { why: 'scheduled' } });
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
  });

  it('says that the port is taken', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    expect(await refused({ PORT: `${port}` })).toBe(`Port ${port} is in use. Set PORT to another one.\n`);
    await new Promise((resolve) => holder.close(resolve));
  });

  it('says that another process has the data', async () => {
    const stack = await start();
    expect(await refused({})).toBe(`The data directory ${dataDir} is in use by another process.\n`);
    expect((await stack.post(callback('c1', 60_000))).status).toBe(200);
  });
});

describe('npm run send', () => {
  const send = (...args: string[]) => launch('send.ts', args, { DATA_DIR: dataDir }).ended;

  it('sends a sample so that its callback is due when it is wanted', async () => {
    const stack = await start();
    const before = Date.now();
    const { code, stdout } = await send(
      'local/samples/waiting.json',
      '--in',
      '90s',
      '--conversation',
      'mine',
    );
    expect(code).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ outcome: 'recorded', conversationId: 'mine' });
    const dueIn = Date.parse(answer.nextLook.at) - before;
    expect(dueIn).toBeGreaterThanOrEqual(90_000);
    expect(dueIn).toBeLessThan(95_000);
    expect((await stack.announcements('mine')).length).toBe(0);
  });

  it('fails when the stack refuses the file, or is not there', async () => {
    const file = join(dataDir, 'refused.json');
    writeFileSync(file, '{"no":"conversation"}');
    const missing = await send(file);
    expect([missing.code, missing.stderr]).toEqual([
      1,
      `Nothing runs on ${dataDir}. Start it with: npm start\n`,
    ]);
    await start();
    const refused = await send(file);
    expect([refused.code, refused.stderr]).toEqual([1, 'The stack answered 400.\n']);
    const usage = await send(file, '--in', 'soon');
    expect([usage.code, usage.stderr]).toEqual([1, expect.stringContaining('Usage: npm run send')]);
  });
});
