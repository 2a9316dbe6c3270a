import { randomBytes } from 'node:crypto';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { readQuarantined } from '#shared/adapters/sqs/quarantine.ts';
import { type InterposedAws, interposeAws } from '#test/e2e/conformance/interposed-aws.ts';
import { newDataDir, type RunningStack, runStack } from '#test/e2e/running-stack.ts';
import { type BusEvent, quarantined } from '#test/e2e/target.ts';

/** What all scenarios share: the stack, and AWS as the receiver sees it. */
export interface Stage {
  readonly aws: InterposedAws;
  readonly signing: { readonly secret: string; readonly secretName: string };
  /** The stack that runs now. */
  stack(): RunningStack;
  /** Kills the stack, and starts it again on its data. */
  crash(): Promise<void>;
  /** Everything that was announced since the stage was set, crashes included. */
  announced(): Promise<readonly BusEvent[]>;
  /** Every body that ever lay in quarantine. */
  kept(): Promise<readonly string[]>;
  /** No timer waits to be received. */
  isQuiet(): Promise<boolean>;
  /** Everything that the stack's functions logged. */
  log(): string;
  close(): Promise<void>;
}

/** One that was received and not deleted, because its receiver had no time, only comes back after a minute. */
const COUNTS = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesDelayed'] as const;

const SECRET_NAME = 'callback-automation/local/signing';

export async function setStage(): Promise<Stage> {
  const dataDir = newDataDir();
  let stack = await runStack({ dataDir });
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  await createSecret(stack, secret);
  const aws = await interposeAws(stack.aws.endpoint);
  const announcedBefore: BusEvent[] = [];
  const kept = new Map<string, string>();
  let reading = Promise.resolve();
  const readQuarantine = async () => {
    for (const { MessageId = '', Body = '' } of await quarantined(stack)) {
      kept.set(MessageId, readQuarantined(Body).body);
    }
  };
  return {
    aws,
    signing: { secret, secretName: SECRET_NAME },
    stack: () => stack,
    async crash() {
      // The local bus forgets what it carried when it ends.
      announcedBefore.push(...(await stack.events()));
      await stack.kill('SIGKILL');
      stack.sqs.destroy();
      stack = await runStack({ dataDir });
      aws.passOnTo(stack.aws.endpoint);
    },
    announced: async () => [...announcedBefore, ...(await stack.events())],
    async kept() {
      // One after another: what one reader was given, the queue hides from the next.
      reading = reading.then(readQuarantine);
      await reading;
      return [...kept.values()];
    },
    async isQuiet() {
      const QueueUrl = stack.queueUrl('timers');
      const { Attributes = {} } = await stack.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
      );
      return COUNTS.every((name) => Attributes[name] === '0');
    },
    log: () => stack.log(),
    async close() {
      await aws.close();
      await stack.remove();
    },
  };
}

async function createSecret({ aws }: RunningStack, SecretString: string): Promise<void> {
  const client = new SecretsManagerClient(aws);
  await client.send(new CreateSecretCommand({ Name: SECRET_NAME, SecretString }));
  client.destroy();
}
