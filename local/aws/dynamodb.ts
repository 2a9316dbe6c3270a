import { once } from 'node:events';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import dynalite from 'dynalite';
import * as v from 'valibot';
import { UnsupportedError } from '#local/aws/aws-error.ts';

interface DynamoDbRequest {
  readonly name: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface DynamoDb {
  answer(request: DynamoDbRequest, response: ServerResponse): Promise<void>;
  /** The server that holds the database: closing it closes the database. */
  readonly server: Server;
}

type Forward = (request: DynamoDbRequest, response: unknown) => void;

const OPERATIONS: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
]);

// dynalite takes these parameters without doing what they ask for.
const IGNORED_PARAMETERS = ['ReturnValuesOnConditionCheckFailure', 'StreamSpecification'];

const TableNameSchema = v.object({ TableName: v.string() });

/** Lets dynalite answer; refuses what it would not do as DynamoDB does. */
export function createDynamoDb(options: { path?: string }): DynamoDb {
  const server = dynalite({ ...options, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  const forward: Forward = ({ headers, body }, response) => {
    // A request of our own: dynalite throws, out of reach of its callers, when a client breaks off.
    const request = Object.assign(Readable.from([body]), { method: 'POST', url: '/', headers });
    for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
  };
  return {
    async answer(request, response) {
      refuseUnknown(request);
      if (request.name === 'CreateTable') await createTable(forward, request, response);
      else forward(request, response);
    },
    server,
  };
}

function refuseUnknown({ name, body }: DynamoDbRequest): void {
  if (!OPERATIONS.has(name)) throw new UnsupportedError(`DynamoDB ${name}`);
  for (const parameter of IGNORED_PARAMETERS) {
    if (body.includes(`"${parameter}":`)) throw new UnsupportedError(`the parameter ${parameter}`);
  }
}

/** Answers once the table is ready, so that nobody has to wait for it. */
async function createTable(forward: Forward, request: DynamoDbRequest, response: ServerResponse) {
  const created = await collect(forward, request);
  if (created.statusCode === 200) await untilActive(forward, request);
  response.writeHead(created.statusCode, Object.fromEntries(created.headers)).end(created.body);
}

async function untilActive(forward: Forward, { headers, body: created }: DynamoDbRequest): Promise<void> {
  const { TableName } = v.parse(TableNameSchema, JSON.parse(created.toString('utf8')));
  const describe = {
    name: 'DescribeTable',
    headers: { ...headers, 'x-amz-target': 'DynamoDB_20120810.DescribeTable' },
    body: Buffer.from(JSON.stringify({ TableName })),
  };
  for (let tries = 0; tries < 1000; tries += 1) {
    const { body } = await collect(forward, describe);
    if (body.includes('"TableStatus":"ACTIVE"')) return;
    await sleep(1);
  }
}

/** Has dynalite write its answer into memory. */
function collect(forward: Forward, request: DynamoDbRequest) {
  const { promise, resolve } = Promise.withResolvers<{
    statusCode: number;
    headers: ReadonlyMap<string, string | number>;
    body: string;
  }>();
  const headers = new Map<string, string | number>();
  const response = {
    statusCode: 200,
    setHeader: (name: string, value: string | number) => headers.set(name, value),
    end: (body: string) => resolve({ statusCode: response.statusCode, headers, body }),
  };
  forward(request, response);
  return promise;
}

/** Opens the port. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
