import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  mkdirSync(join(root, 'local'));
  copyFileSync(join(import.meta.dirname, '../../local/bootstrap.cjs'), join(root, 'local/bootstrap.cjs'));
  write('package-lock.json', LOCK);
  write('say.ts', 'const word: string = process.argv[2] ?? ""; console.log(word, process.execPath);');
  write('fail.ts', 'process.exit(7);');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const LOCK = '{"lockfileVersion":3}';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const pathOf = (name: string) => join(root, name);

function write(name: string, text: string) {
  mkdirSync(dirname(pathOf(name)), { recursive: true });
  writeFileSync(pathOf(name), text);
}

function install(lock = LOCK) {
  write('node_modules/.lock-hash', hashOf(lock));
  mkdirSync(pathOf('node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, pathOf('node_modules/node/bin/node'));
  write('node_modules/.bin/tool', '#!/bin/sh\necho "tool $*"\n');
  chmodSync(pathOf('node_modules/.bin/tool'), 0o755);
}

/** Stands in for npm: leaves a trace of what it was asked for, and installs or fails. */
function provideNpm(script: string) {
  write(
    'npm.cjs',
    `require('node:fs').writeFileSync(${JSON.stringify(pathOf('asked'))}, process.argv[2]); ${script}`,
  );
}

function begin(...args: string[]) {
  const child = spawn(process.execPath, ['local/bootstrap.cjs', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', npm_execpath: pathOf('npm.cjs') },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
  return { child, ended };
}
const run = (...args: string[]) => begin(...args).ended;

describe('the bootstrap', () => {
  it('runs TypeScript files under the pinned Node and other names from node_modules/.bin', async () => {
    install();
    expect(await run('say.ts', 'hello')).toEqual({
      code: 0,
      stdout: `hello ${process.execPath}\n`,
      stderr: '',
    });
    expect((await run('tool', 'a', 'b')).stdout).toBe('tool a b\n');
  });

  it('runs several commands up to the first that fails, and passes its exit code on', async () => {
    install();
    const { code, stdout } = await run('tool', '1', '+', 'fail.ts', '+', 'tool', '2');
    expect([code, stdout]).toEqual([7, 'tool 1\n']);
  });

  it('passes signals on, and waits for the command to end', async () => {
    install();
    write(
      'wait.ts',
      "process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.log('up');",
    );
    const { child, ended } = begin('wait.ts');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(5);
  });

  it('refuses names that are not there', async () => {
    install();
    expect(await run('nothing')).toMatchObject({
      code: 2,
      stderr: 'There is no program nothing in node_modules.\n',
    });
    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage') });
  });

  it('installs nothing when the lock file has not changed', async () => {
    install();
    provideNpm('');
    await run('tool');
    expect(existsSync(pathOf('asked'))).toBe(false);
  });

  it('installs in silence when node_modules is older than the lock file, once', async () => {
    install('another lock file');
    provideNpm("console.log('noise');");
    expect(await run('tool')).toEqual({
      code: 0,
      stdout: 'tool \n',
      stderr: 'Installing the dependencies…\n',
    });
    expect((await run('tool')).stderr).toBe('');
  });

  it('installs when node_modules is missing, and tells why it could not', async () => {
    provideNpm("console.error('the registry is gone'); process.exit(1);");
    const { code, stderr } = await run('tool');
    expect(code).toBe(1);
    expect(stderr).toContain('the registry is gone');
  });
});
