import { join } from 'node:path';
import { announcementLine } from '#local/announcement-line.ts';
import { banner } from '#local/banner.ts';
import { makeDataDirectory } from '#local/data-directory.ts';
import { keepFunctionOutput } from '#local/function-output.ts';
import { readPlacers } from '#local/read-placers.ts';
import { announceRunning, announceStopped } from '#local/running-stack.ts';
import { startStack } from '#local/stack.ts';
import { stageSettingsOf } from '#local/stage-settings.ts';
import { StartError } from '#local/start-error.ts';
import { readStartOptions, type StartOptions } from '#local/start-options.ts';
import { watchSettings } from '#local/watch-settings.ts';

// A terminal and npm may both pass one Ctrl-C on: what comes that soon is the same signal.
const SAME_SIGNAL_MS = 500;

/** Runs the stack until a signal ends it. Exits with 1, after one clear line, where it cannot start. */
export async function runStack(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  try {
    const options = readStartOptions(env);
    await serve(options);
  } catch (error) {
    console.error(error instanceof StartError ? error.message : error);
    process.exit(1);
  }
}

async function serve(options: StartOptions): Promise<void> {
  const { dataDir } = options;
  makeDataDirectory(dataDir);
  const stopped = signalled();
  const output = keepFunctionOutput(join(dataDir, 'log.jsonl'));
  const placers = readPlacers(dataDir);
  const stack = await startStack({
    ...options,
    ...(placers && { placers }),
    onEvent: (event) => output.print(announcementLine(event)),
  });
  const { url, apiKey, aws } = stack;
  announceRunning(dataDir, { url, apiKey, awsEndpointUrl: aws.url });
  output.print(banner(stack, dataDir, performance.now()));
  const settings = watchSettings(stageSettingsOf(stack.placers), output.print);
  void stack.restored.then((count) => {
    if (count > 0) output.print(`Brought back ${count} pending ${count === 1 ? 'look' : 'looks'}.`);
  });

  await stopped;
  output.print('Stopping: what is in flight is being finished. Once more to stop at once.');
  announceStopped(dataDir);
  await settings.stop();
  await stack.close();
  await output.close();
  process.exit(0);
}

/** Resolves at the first SIGINT or SIGTERM, or when nobody reads the terminal any more; a further signal exits at once. */
function signalled(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let firstAt: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    firstAt ??= now;
    if (now - firstAt > SAME_SIGNAL_MS) process.exit(1);
    resolve();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.stdout.once('error', () => resolve());
  return promise;
}
