/**
 * The whole product on one machine: the five functions from their source, around them everything that AWS does.
 *
 * The functions hold no test doubles; that their AWS clients speak to the local endpoint is all that differs. Every
 * answered notification is on disk, so that the process may be killed at any moment: a start finds all looks again.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { BusEvent } from '#local/aws/eventbridge.ts';
import { type AwsEndpoint, startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { useLocalAws } from '#local/aws-environment.ts';
import { claimDataDirectory } from '#local/data-directory.ts';
import { startEventSource } from '#local/event-source.ts';
import { every } from '#local/every.ts';
import { createFunctions } from '#local/functions.ts';
import type { FakeGenesys } from '#local/genesys/create-fake-genesys.ts';
import {
  AGENT_TOKEN_FUNCTION,
  defaultPlacers,
  GENESYS_SECRET,
  standInSecretsOf,
} from '#local/genesys/default-placers.ts';
import { type LazyGenesys, lazyGenesys } from '#local/genesys/lazy-genesys.ts';
import { startHttpServer } from '#local/http-server.ts';
import { lambdaContext } from '#local/lambda-context.ts';
import { DURABLE_QUEUES, type Provisioned, provision, TABLE_NAME } from '#local/provision.ts';
import { restoreLooks } from '#local/restore-looks.ts';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import { createTimerQueue } from '#shared/adapters/sqs/timer-queue.ts';
import type { PlacersConfig } from '#shared/config/placers.ts';

export interface StackOptions {
  readonly dataDir: string;
  /** 0: any free one. */
  readonly port: number;
  /** Default: the one kept with the data, made at the first start. */
  readonly apiKey?: string;
  /** How often the sweep runs; a minute by default, as on AWS. */
  readonly sweepEveryMs?: number;
  /** Beside `announce` and `dry-run`, which always exist. Default: placers that use the fake Genesys Cloud. */
  readonly placers?: PlacersConfig;
  readonly onEvent?: (event: BusEvent) => void;
  /** Gets a line for what the local stand-ins refuse or fail at; standard error by default. */
  readonly warn?: (line: string) => void;
}

export interface Stack {
  readonly url: string;
  readonly apiKey: string;
  readonly aws: AwsEndpoint;
  /** As they were declared, or by default. */
  readonly placers: PlacersConfig;
  /** The fake Genesys Cloud below `/_genesys`. */
  genesys(): Promise<FakeGenesys>;
  /** Resolves once the looks of an earlier run have been brought back; answers how many were. Never rejects. */
  readonly restored: Promise<number>;
  /** Finishes what is in flight, then closes everything. */
  close(): Promise<void>;
}

const AgentSchema = v.object({ userId: v.string() });

/** Ends what was started, last first. */
type Closing = (() => unknown)[];

/** Starts everything; where one part cannot start, ends the others again. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const closing: Closing = [];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start(options, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(options: StackOptions, closing: Closing): Promise<Omit<Stack, 'close'>> {
  const { dataDir, port, sweepEveryMs = 60_000, warn = console.error } = options;
  closing.push(claimDataDirectory(dataDir));
  const aws = await startAwsEndpoint({ ...options, durableQueues: DURABLE_QUEUES, warn });
  closing.push(() => aws.close());
  useLocalAws(aws.url);

  const genesysSecrets = options.placers ? standInSecretsOf(options.placers) : [GENESYS_SECRET];
  const provisioned = await provision(options.apiKey, genesysSecrets);
  const { apiKey } = provisioned;
  const http = await startHttpServer(port);
  closing.push(() => http.close());
  const { url } = http;
  const webhook = () => ({ url: `${url}/notifications`, headers: { 'x-api-key': apiKey } });
  const genesys = lazyGenesys({ webhook });
  closing.push(() => genesys.close());
  registerAgentTokens(genesys, aws);
  const placers = options.placers ?? defaultPlacers(`${url}/_genesys`);
  const functions = createFunctions(provisioned, placers);
  const events = () => aws.events().map(({ source: _, ...event }) => event);
  http.serve({ ...functions, events, apiKey, genesys: genesys.serve, warn });
  closing.push(startPolling(provisioned, functions, warn));
  const sweeping = every(sweepEveryMs, () => functions.sweep({}, lambdaContext('sweep', 60_000)));
  closing.push(() => sweeping.stop());

  const stopping = new AbortController();
  const restored = restore(provisioned, stopping.signal).catch(() => {
    warn('local stack: pending looks could not be brought back; the sweep finds them as far as it can');
    return 0;
  });
  closing.push(() => {
    stopping.abort();
    return restored;
  });
  return { url, apiKey, aws, placers, genesys: genesys.fake, restored };
}

/** Also for placers that somebody declared; a function of theirs with this name goes before it. */
function registerAgentTokens(genesys: LazyGenesys, aws: AwsEndpoint): void {
  aws.registerFunction(AGENT_TOKEN_FUNCTION, async (event) => {
    const { userId } = v.parse(AgentSchema, event);
    return { accessToken: (await genesys.fake()).control.userToken({ userId }) };
  });
}

function startPolling(
  { queueUrls }: Provisioned,
  functions: ReturnType<typeof createFunctions>,
  warn: (line: string) => void,
): () => Promise<void> {
  const client = new SQSClient();
  const sources = [
    startEventSource({
      client,
      queueUrl: queueUrls.timers,
      functionName: 'automation',
      handle: functions.automation,
      warn,
    }),
    startEventSource({
      client,
      queueUrl: queueUrls.notifications,
      functionName: 'ingest',
      handle: functions.ingest,
      warn,
    }),
  ];
  return async () => {
    await Promise.all(sources.map((source) => source.stop()));
    client.destroy();
  };
}

function restore({ queueUrls }: Provisioned, stopping: AbortSignal): Promise<number> {
  const telemetry = createTelemetry({ functionName: 'restore', stage: 'local' });
  const sqs = new SQSClient();
  const timers = createTimerQueue(sqs, queueUrls.timers, systemClock, telemetry);
  const client = new DynamoDBClient();
  return restoreLooks({ client, tableName: TABLE_NAME, timers, clock: systemClock, stopping }).finally(() => {
    client.destroy();
    sqs.destroy();
  });
}
