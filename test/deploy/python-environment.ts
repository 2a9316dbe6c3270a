/** The Python virtual environment that MiniStack runs in. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from '#test/deploy/child.ts';

/** Why there is no MiniStack on this machine. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../.venv', import.meta.url));
const PYTHON = join(FOLDER, 'bin', 'python');
// Written when everything is installed, so that an interrupted installation is made anew.
const STAMP = join(FOLDER, '.requirements-hash');

/** Makes the environment if it isn't there; answers its Python. */
export async function preparePython(signal: AbortSignal): Promise<string> {
  // MiniStack listens on a Unix socket here, and venv lays its folders out otherwise.
  if (process.platform === 'win32') throw new Unavailable('it needs Linux or macOS');
  const hash = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash && (await runs(PYTHON, signal)))
    return PYTHON;

  const base = await findPython(signal);
  rmSync(FOLDER, { recursive: true, force: true });
  await must('a virtual environment cannot be made', base, ['-m', 'venv', FOLDER], signal);
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
  await must('its packages cannot be installed', PYTHON, install, signal);
  writeFileSync(STAMP, hash);
  return PYTHON;
}

async function findPython(signal: AbortSignal): Promise<string> {
  for (const minor of ['', '.13', '.12', '.11', '.10']) {
    const name = `python3${minor}`;
    if (await runs(name, signal)) return name;
  }
  throw new Unavailable('there is no Python 3.10 or later on the path');
}

async function runs(python: string, signal: AbortSignal): Promise<boolean> {
  const isNewEnough = 'import sys; sys.exit(sys.version_info < (3, 10))';
  try {
    const { code } = await runChild(python, ['-c', isNewEnough], { timeoutMs: 20_000, signal });
    return code === 0;
  } catch {
    return false;
  }
}

async function must(what: string, program: string, args: readonly string[], signal: AbortSignal) {
  const { code, output } = await runChild(program, args, { timeoutMs: 240_000, signal });
  if (code !== 0) throw new Unavailable(`${what}: ${output.trim().split('\n').at(-1)}`);
}
