/**
 * The AWS services that the product uses, on one port of this machine, over their real wire protocols.
 *
 * Everything that it does not know it refuses, with AWS's form of an error and a line for the terminal: code that
 * works here must not fail on AWS because something was quietly ignored.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { AwsError, UnsupportedError } from '#local/aws/aws-error.ts';
import { createDynamoDb, listen } from '#local/aws/dynamodb.ts';
import { type BusEvent, createEventBridge } from '#local/aws/eventbridge.ts';
import { createLambda, type LocalFunction } from '#local/aws/lambda.ts';
import type { Operations } from '#local/aws/operation.ts';
import { createSecretsManager } from '#local/aws/secrets-manager.ts';
import { createSqs } from '#local/aws/sqs/create-sqs.ts';
import type { QueuedMessage } from '#local/aws/sqs/message-queue.ts';
import { QueueRegistry } from '#local/aws/sqs/queue-registry.ts';
import { createSsm } from '#local/aws/ssm.ts';
import { answerError, answerJson, parseBody, readBody } from '#local/aws/wire.ts';

export interface AwsEndpointOptions {
  /** Where data are kept; in memory where it is missing. */
  readonly dataDir?: string;
  /** Names of the queues whose messages survive a restart. */
  readonly durableQueues?: readonly string[];
  readonly onEvent?: (event: BusEvent) => void;
  /** Gets a line for each refusal of something unknown; standard error by default. */
  readonly warn?: (line: string) => void;
}

export interface AwsEndpoint {
  /** For `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** What was put on the bus since the start, oldest first. */
  events(): readonly BusEvent[];
  /** What is in a queue now, visible or not. */
  messages(queueName: string): readonly QueuedMessage[];
  /** Loses the next `count` messages to a queue, although their senders are told that all is well. */
  dropMessages(queueName: string, count: number): void;
  registerFunction(name: string, run: LocalFunction): void;
  close(): Promise<void>;
}

interface Services {
  readonly byTarget: ReadonlyMap<string, Operations>;
  readonly dynamoDb: ReturnType<typeof createDynamoDb>;
  readonly invoke: ReturnType<typeof createLambda>;
}

/** Starts the endpoint on a free port of 127.0.0.1. */
export async function startAwsEndpoint(options: AwsEndpointOptions = {}): Promise<AwsEndpoint> {
  const { dataDir, durableQueues = [], onEvent = () => {}, warn = (line) => console.error(line) } = options;
  const inData = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name));
  const table = inData('table');
  const dynamoDb = createDynamoDb(table === undefined ? {} : { path: table });
  const port = await listen(dynamoDb.server);
  const url = `http://127.0.0.1:${port}`;

  const directory = inData('queues');
  const queues = new QueueRegistry({ url, durable: new Set(durableQueues), ...(directory && { directory }) });
  const eventBridge = createEventBridge(onEvent);
  const functions = new Map<string, LocalFunction>();
  const services: Services = {
    byTarget: new Map([
      ['AmazonSQS', createSqs(queues)],
      ['AWSEvents', eventBridge.operations],
      ['AmazonSSM', createSsm(inData('parameters'))],
      ['secretsmanager', createSecretsManager(inData('secrets'))],
    ]),
    dynamoDb,
    invoke: createLambda(functions, inData('functions')),
  };
  const closing = new AbortController();
  dynamoDb.server.on('request', (request, response) => {
    void answer(services, request, response, closing.signal).catch((error: unknown) => {
      refuse(request, response, error, warn);
    });
  });
  return {
    url,
    events: eventBridge.events,
    messages: (name) => queues.at(name).peek(),
    dropMessages: (name, count) => queues.at(name).loseNext(count),
    registerFunction: (name, run) => void functions.set(name, run),
    close: () => close(dynamoDb.server, closing),
  };
}

async function answer(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  const body = await readBody(request);
  const functionName = invokedFunction(request);
  if (functionName !== undefined) {
    const { functionError, payload } = await services.invoke(functionName, parseBody(body));
    answerJson(request, response, 200, payload, functionError ? { 'x-amz-function-error': 'Unhandled' } : {});
    return;
  }
  const [service = '', name = ''] = targetOf(request).split('.');
  if (service === 'DynamoDB_20120810') {
    await services.dynamoDb.answer({ name, headers: request.headers, body }, response);
    return;
  }
  const run = services.byTarget.get(service)?.get(name);
  if (run === undefined) throw new UnsupportedError('this operation');
  const gone = new AbortController();
  // A client that breaks off must not be given a message that it will never see.
  response.once('close', () => gone.abort());
  answerJson(request, response, 200, await run(parseBody(body), AbortSignal.any([gone.signal, closing])));
}

function targetOf({ headers }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target : '';
}

function invokedFunction({ method, url = '', headers }: IncomingMessage): string | undefined {
  const name = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?|$)/.exec(url)?.[1];
  if (method !== 'POST' || name === undefined) return undefined;
  const kind = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (kind !== 'RequestResponse') throw new UnsupportedError(`the invocation type ${kind}`);
  return decodeURIComponent(name);
}

/** Answers the error, and names what was refused where the stand-in, not the caller, may be at fault. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  warn: (line: string) => void,
): void {
  const operation = targetOf(request) || `${request.method} ${request.url?.split('?')[0]}`;
  const known = error instanceof AwsError;
  if (!known || error instanceof UnsupportedError) {
    warn(`local AWS endpoint: ${operation}: ${error instanceof Error ? error.message : 'failed'}`);
  }
  if (response.headersSent || response.destroyed) return;
  answerError(request, response, known ? error : new AwsError('InternalFailure', 'See the terminal.', 500));
}

async function close(server: Server, closing: AbortController): Promise<void> {
  closing.abort();
  // A connection that is answered after the close stays open, idle, until somebody closes it.
  const sweeper = setInterval(() => server.closeIdleConnections(), 20);
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  }).finally(() => clearInterval(sweeper));
}
