import { once } from 'node:events';
import * as v from 'valibot';
import { type Child, startChild } from '#test/e2e/conformance/child-process.ts';
import type { FlawName } from '#test/e2e/conformance/receiver/flaws.ts';

/** The receiver in a process of its own, as one instance of the function is on AWS. */
export interface RunningReceiver extends Omit<Child, 'process'> {
  readonly url: string;
}

export interface ReceiverOptions {
  readonly awsEndpoint: string;
  readonly signingSecretName: string;
  /** What is wrong with it; nothing by default. */
  readonly flaw?: FlawName | undefined;
}

const ReadySchema = v.object({ url: v.string() });

export async function runReceiver(options: ReceiverOptions): Promise<RunningReceiver> {
  const { awsEndpoint, signingSecretName, flaw } = options;
  const child = startChild('receiver/receiver.ts', flaw === undefined ? [] : ['--flaw', flaw], {
    AWS_ENDPOINT_URL: awsEndpoint,
    STAGE: 'conformance',
    TABLE_NAME: 'conversations',
    TIMERS_QUEUE_URL: `${awsEndpoint}/000000000000/timers`,
    QUARANTINE_QUEUE_URL: `${awsEndpoint}/000000000000/quarantine`,
    AUTH: JSON.stringify({ accept: ['signature'] }),
    API_KEY_SECRET: 'callback-automation/local/api-key',
    SIGNING_SECRET: signingSecretName,
  });
  const ended = once(child.process, 'exit').then(() => {
    throw new Error(`The receiver ended before it was ready:\n${child.output()}`);
  });
  const [ready] = await Promise.race([once(child.process, 'message'), ended]);
  return { output: child.output, kill: child.kill, url: v.parse(ReadySchema, ready).url };
}
