import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { sign } from '#test/deploy/aws-request.ts';
import { type Outputs, readOutputs } from '#test/deploy/deployment.ts';
import { collectEvents, type EventCollector } from '#test/deploy/event-collector.ts';
import { type Functions, findFunctions, variable } from '#test/deploy/find-functions.ts';
import { place } from '#test/deploy/place.ts';
import { getState, post, type Target } from '#test/e2e/target.ts';

export interface DeployedTarget extends Target {
  readonly outputs: Outputs;
  readonly functions: Functions;
  readonly collector: EventCollector;
}

/** As many processes as a small machine starts within the time-out of a function. */
const AT_ONCE = 8;

/** Finds everything from the outputs, and from the environment variables of the functions that they lead to. */
export async function openTarget(): Promise<DeployedTarget> {
  const outputs = readOutputs(place.folder);
  const sqs = new SQSClient({});
  const functions = await findFunctions(outputs.TableName);
  const collector = await collectEvents(sqs, outputs.EventBusName);
  const queues = {
    timers: await queueUrlOf(sqs, variable(functions.ingest, 'TIMERS_QUEUE_URL').split('/')),
    quarantine: await queueUrlOf(sqs, variable(functions.ingest, 'QUARANTINE_QUEUE_URL').split('/')),
    notifications: await queueUrlOf(sqs, outputs.NotificationsQueueArn.split(':')),
  };
  const target: DeployedTarget = {
    outputs,
    functions,
    collector,
    sqs,
    url: apiUrl(outputs),
    apiKey: await readApiKey(outputs),
    atOnce: AT_ONCE,
    queueUrl: (name) => queues[name],
    operatorHeaders: (url) => sign(sqs, { service: 'execute-api', url }),
    events: () => collector.all(),
  };
  await warmUp(target);
  return target;
}

/** The API by a path: few machines resolve the host that MiniStack gives it, a name below `localhost`. */
function apiUrl({ WebhookUrl }: Outputs): string {
  const [apiId] = new URL(WebhookUrl).hostname.split('.');
  return `${place.url}/_aws/execute-api/${apiId}/$default`;
}

/** Of a queue whose URL or ARN ends in its name. */
async function queueUrlOf(sqs: SQSClient, parts: readonly string[]): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: parts.at(-1) }));
  return QueueUrl;
}

async function readApiKey({ ApiKeyCommand }: Outputs): Promise<string> {
  const secrets = new SecretsManagerClient({});
  const SecretId = ApiKeyCommand.split(' ').at(-1);
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  secrets.destroy();
  return SecretString;
}

/** MiniStack starts a process for each call that finds none free: not while a test counts seconds. */
async function warmUp(target: Target): Promise<void> {
  const calls = Array.from({ length: AT_ONCE }, () => post(target, {}));
  await Promise.all([...calls, getState(target, 'nobody')]);
}
