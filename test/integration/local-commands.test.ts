import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, launch } from '#test/integration/local-processes.ts';
import { callback, startLocal } from '#test/integration/local-running.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'local-commands-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

const start = () => startLocal(dataDir);

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
  });

  it('says why nothing more is to be done for what was sent', async () => {
    const stack = await start();
    const conversation = ['--conversation', 'same'];
    const first = await send('local/samples/waiting.json', '--in', '500ms', ...conversation);
    expect([first.code, first.stderr]).toEqual([0, '']);
    await eventually('the announcement', async () => (await stack.announcements('same'))[0]);
    const second = await send('local/samples/waiting.json', '--in', '5s', ...conversation);
    expect(JSON.parse(second.stdout)).not.toHaveProperty('nextLook');
    expect([second.code, second.stderr]).toEqual([
      0,
      expect.stringMatching(
        /^Nothing more is to be done for this callback: this conversation's ended at 2\S+ as placed, and a time within a minute of it means the same callback; or it was cancelled or moved\. For another one, use --conversation new\n$/,
      ),
    ]);
    const cancelled = await send('local/samples/cancelled.json', '--conversation', 'never-waited');
    expect(cancelled.stderr).toContain('it is over, or has nothing to wait for');
  });

  it('says in a sentence of its own what is wrong with the file', async () => {
    const file = join(dataDir, 'cut-off.json');
    writeFileSync(file, '{"no":');
    const sentences = [
      [join(dataDir, 'none.json'), `There is no file ${join(dataDir, 'none.json')}.\n`],
      [dataDir, `${dataDir} is a folder: name one of the files in it.\n`],
      [file, `${file} is not JSON.\n`],
    ] as const;
    for (const [path, sentence] of sentences) {
      const { code, stderr } = await send(path);
      expect([code, stderr]).toEqual([1, sentence]);
    }
  });

  it.each([
    [['a.json', '--in', 'soon'], '--in must be a whole number with ms, s, m or h behind it, but is "soon".'],
    [['a.json', '--on', '5s'], "Unknown option '--on'."],
    [['a.json', '--in'], "Option '--in <value>' argument missing."],
    [['a.json', 'b.json'], 'One file at a time, not 2.'],
    [[], 'A file to send is missing.'],
  ])('says what is wrong with %j before it says how it is used', async (args, sentence) => {
    const { code, stdout, stderr } = await send(...args);
    expect([code, stdout, stderr.split('\n\n')[0]]).toEqual([1, '', sentence]);
    expect(stderr).toContain('Usage: npm run send');
  });

  it('helps whoever asks', async () => {
    const { code, stdout, stderr } = await send('--help');
    expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('Usage: npm run send'), '']);
  });
});

describe('npm run replay', () => {
  const replay = (...args: string[]) => launch('replay.ts', args, { DATA_DIR: dataDir }).ended;
  const idsIn = (stdout: string) =>
    [...stdout.matchAll(/^([\w-]{36}) {2}20\S+ {2}\d+ bytes/gm)].map(([, id]) => id);

  it('lists, shows and posts again what was refused, with the conversation of its path', async () => {
    const stack = await start();
    const body = '[{"state":"scheduled","callbackScheduledTime":"soon"}]';
    await fetch(`${stack.url}/conversations/c-7/callbacks`, {
      method: 'POST',
      headers: { 'x-api-key': stack.apiKey, 'content-type': 'application/json' },
      body,
    });
    const listed = await replay();
    expect([listed.code, listed.stdout]).toEqual([0, expect.stringContaining('conversation c-7')]);
    const [id = ''] = idsIn(listed.stdout);
    expect((await replay('--show', id)).stdout).toBe(`${body}\n`);

    const again = await replay('--post', id);
    expect([again.code, again.stdout]).toEqual([
      1,
      expect.stringContaining('"path":"0.callbackScheduledTime"'),
    ]);
    const [kept = '', ...more] = idsIn((await replay()).stdout);
    expect([kept === id, more]).toEqual([false, []]);
  });

  it('takes out what is understood by now', async () => {
    const stack = await start();
    await new SQSClient({
      endpoint: JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')).awsEndpointUrl,
      region: 'local',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    }).send(
      new SendMessageCommand({
        QueueUrl: 'http://127.0.0.1/000000000000/quarantine',
        MessageBody: JSON.stringify({
          encoding: 'gzip+base64',
          conversationId: 'c-8',
          body: gzipSync(callback('c-8', 60_000)).toString('base64'),
        }),
      }),
    );
    const { code, stdout } = await replay('--post', 'all');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/ {2}200 {2}.*"outcome":"recorded"/)]);
    expect((await replay()).stdout).toBe('Nothing is in quarantine.\n');
    expect(stack.stdout()).not.toContain('c-8');
  });

  it('says what it has not got', async () => {
    await start();
    const { code, stderr } = await replay('--show', 'none');
    expect([code, stderr]).toEqual([1, 'Nothing is in quarantine under none.\n']);
    expect((await replay('--all')).stderr).toContain("Unknown option '--all'.\n\nUsage: npm run replay");
  });
});
