/** The stack in a process that is killed again and again, and around it, in this one, everything that tells the truth of it. */
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { startFakeGenesys } from '#local/genesys/start-fake-genesys.ts';
import { PLACEMENT_KEY_ATTRIBUTE } from '#shared/genesys/leg-facts.ts';
import { announcedLines } from '#test/crash/announced-lines.ts';
import { startApiDestination } from '#test/crash/api-destination.ts';
import { RECEIVER_SECRET, startReceiver } from '#test/crash/receiver.ts';
import { RECEIVER_SECRET_NAME, writeSettings } from '#test/crash/write-settings.ts';
import { newDataDir, type RunningStack, runStack } from '#test/e2e/running-stack.ts';
import type { Random } from '#test/simulation/random.ts';

/** A notification was answered 200, or something was placed: told of as soon as it is seen outside of the stack. */
export type Progress = 'taken' | 'deed';

export type CrashWorld = Awaited<ReturnType<typeof startCrashWorld>>;

/** Genesys and receivers take their time: that is when a kill leaves the most in doubt. */
const SLOW_MS = 150;
const ALWAYS = 1_000_000_000;

/** What is told of a callback that we made ourselves: its placement key begins with the conversation that it is for. */
const OURS = new RegExp(`"${PLACEMENT_KEY_ATTRIBUTE}":"([^"_]+)_`);

/** Of some calls nobody is ever told, so that nothing proves that they were made. */
export const isUnheard = (conversationId: string) => /^[0-3]/.test(conversationId);

/** A sweep sends what is overdue once more each time: much oftener, and a slow machine would do nothing else. */
const SWEEP_SECONDS = 20;

export async function startCrashWorld(random: Random) {
  let running: RunningStack | undefined;
  let watch = (_: Progress) => {};
  const outputs: (() => string)[] = [];
  const receiver = await startReceiver({
    answerMs: () => random.whole(0, 2 * SLOW_MS),
    onRequest: () => watch('deed'),
  });
  const destination = await startApiDestination({
    target: () => running,
    random,
    onNotification(body) {
      const [, original] = OURS.exec(body) ?? [];
      if (original === undefined) return true;
      // What Genesys first tells of a callback that we made tells that we just made it.
      watch('deed');
      return !isUnheard(original);
    },
    onTaken: () => watch('taken'),
  });
  const genesys = await startFakeGenesys({
    webhook: () => ({ url: destination.url, headers: {} }),
    settings: { releaseMs: 0, ringMs: 200, requestsPerMinute: 10_000, topics: ['all-media'] },
  });
  const { control } = genesys.fake;
  for (const operation of ['get-conversation', 'create-callback'] as const) {
    control.fail({ operation, fault: { kind: 'slow', ms: SLOW_MS }, times: ALWAYS });
  }
  const dataDir = newDataDir();
  writeSettings(dataDir, { genesys: genesys.url, receiver: receiver.url });

  const start = async () => {
    const stack = await runStack({ dataDir, sweepSeconds: SWEEP_SECONDS });
    outputs.push(stack.output);
    running = stack;
    return stack;
  };
  await makeSecret(await start());

  return {
    control,
    receiver,
    destination,
    start,
    stack: () => running ?? never(),
    watchProgress(watcher: typeof watch) {
      watch = watcher;
    },
    async kill() {
      const killed = running;
      running = undefined;
      await killed?.kill('SIGKILL');
      killed?.sqs.destroy();
    },
    /** Everything that was ever announced. */
    announced: () => announcedLines(outputs.map((output) => output()).join(''), Date.now()),
    async close() {
      await running?.remove();
      destination.close();
      receiver.close();
      await genesys.close();
    },
  };
}

export async function makeSecret({ aws }: RunningStack): Promise<void> {
  const secrets = new SecretsManagerClient(aws);
  await secrets.send(new CreateSecretCommand({ Name: RECEIVER_SECRET_NAME, SecretString: RECEIVER_SECRET }));
  secrets.destroy();
}

function never(): never {
  throw new Error('No stack runs now.');
}
