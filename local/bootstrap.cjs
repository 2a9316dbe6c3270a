/**
 * Runs the project's commands on any Node that can start npm, in a fresh clone too: installs what is missing,
 * then runs each command under the Node that the project pins.
 *
 *   node local/bootstrap.cjs local/start.ts            a TypeScript file of this repository
 *   node local/bootstrap.cjs vitest run                a program of node_modules/.bin
 *   node local/bootstrap.cjs biome ci . + tsc -p .     one after another, up to the first that fails
 *
 * Plain CommonJS on purpose: it runs before anything is installed, under whatever Node npm was started with.
 */
const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { constants } = require('node:os');
const { delimiter, join } = require('node:path');

const root = join(__dirname, '..');
const modules = join(root, 'node_modules');
const bin = join(modules, '.bin');
const lockFile = join(root, 'package-lock.json');
// Holds the hash of the lock file that node_modules was installed from.
const stampFile = join(modules, '.lock-hash');
const isWindows = process.platform === 'win32';
const pinnedNode = join(modules, 'node', 'bin', isWindows ? 'node.exe' : 'node');

async function main() {
  const commands = splitCommands(process.argv.slice(2));
  if (commands.length === 0) {
    console.error('Usage: node local/bootstrap.cjs <command> [argument …] [+ <command> …]');
    process.exit(2);
  }
  installIfNeeded();
  for (const command of commands) {
    const code = await run(command);
    if (code !== 0) process.exit(code);
  }
}

function splitCommands(words) {
  const commands = [[]];
  for (const word of words) {
    if (word === '+') commands.push([]);
    else commands[commands.length - 1].push(word);
  }
  return commands.filter((command) => command.length > 0);
}

function installIfNeeded() {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (isInstalled(hash)) return;
  console.error('Installing the dependencies…');
  // Inside an npm script this is the npm that runs it; elsewhere the one on the path.
  const npm = process.env.npm_execpath;
  const { status, stdout, stderr, error } = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--loglevel=error'], { cwd: root, encoding: 'utf8' })
    : spawnSync('npm', ['ci', '--loglevel=error'], { cwd: root, encoding: 'utf8', shell: isWindows });
  if (status !== 0) {
    console.error([stdout, stderr, error?.message].filter(Boolean).join('\n').trim());
    console.error('The dependencies could not be installed: see above.');
    process.exit(1);
  }
  writeFileSync(stampFile, hash);
}

function isInstalled(hash) {
  if (!existsSync(pinnedNode)) return false;
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === hash;
  // Installed by hand: npm writes this copy of the lock file at the end.
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lockFile).mtimeMs) return false;
  writeFileSync(stampFile, hash);
  return true;
}

/** Answers the exit code; 128 + its number where a signal ended the command. */
function run([name, ...args]) {
  const [program, words] = name.endsWith('.ts')
    ? [pinnedNode, [join(root, name), ...args]]
    : [binOf(name), args];
  const child = spawn(program, words, {
    stdio: 'inherit',
    shell: isWindows && program !== pinnedNode,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
  });
  const forward = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  const watch = whenOrphaned(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${name} cannot be run: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      for (const one of signals) process.off(one, forward);
      clearInterval(watch);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/**
 * Under npm, ends the command with npm: npm's shell dies of a signal without passing it on, and a stack that nobody
 * sees any more would keep its port and its data.
 */
function whenOrphaned(end) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const atStart = ancestors();
  return setInterval(() => {
    if (ancestors() !== atStart) end();
  }, 200);
}

/** Between us and npm there is a shell, so that the parent's parent counts; only Linux tells it cheaply. */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')[1];
  } catch {
    return undefined;
  }
}

function binOf(name) {
  const program = join(bin, isWindows ? `${name}.cmd` : name);
  if (existsSync(program)) return program;
  console.error(`There is no program ${name} in node_modules.`);
  process.exit(2);
}

void main();
