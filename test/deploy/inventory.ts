import type { SQSClient } from '@aws-sdk/client-sqs';
import { type AwsRequest, call } from '#test/deploy/aws-request.ts';
import { place } from '#test/deploy/place.ts';

interface Listing {
  readonly kind: string;
  readonly request: AwsRequest;
  /** Finds the names in the answer. */
  readonly names: RegExp;
}

const rest = (service: string, path: string): AwsRequest => ({ service, url: place.url + path });

const json = (service: string, operation: string): AwsRequest => ({
  service,
  url: `${place.url}/`,
  method: 'POST',
  body: '{}',
  headers: { 'x-amz-target': operation, 'content-type': 'application/x-amz-json-1.1' },
});

const query = (service: string, action: string): AwsRequest => ({
  service,
  url: `${place.url}/`,
  method: 'POST',
  body: `Action=${action}`,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

const LISTINGS: readonly Listing[] = [
  {
    kind: 'function',
    request: rest('lambda', '/2015-03-31/functions'),
    names: /"FunctionName": ?"([^"]+)"/g,
  },
  {
    kind: 'event source mapping',
    request: rest('lambda', '/2015-03-31/event-source-mappings'),
    names: /"UUID": ?"([^"]+)"/g,
  },
  { kind: 'API', request: rest('apigateway', '/v2/apis'), names: /"apiId": ?"([^"]+)"/g },
  { kind: 'schedule', request: rest('scheduler', '/schedules'), names: /"Name": ?"([^"]+)"/g },
  { kind: 'queue', request: json('sqs', 'AmazonSQS.ListQueues'), names: /"[^"]+\/\d{12}\/([^"]+)"/g },
  {
    kind: 'table',
    request: json('dynamodb', 'DynamoDB_20120810.ListTables'),
    names: /"([\w.-]+)"(?=[,\]])/g,
  },
  { kind: 'event bus', request: json('events', 'AWSEvents.ListEventBuses'), names: /"Name": ?"([^"]+)"/g },
  { kind: 'connection', request: json('events', 'AWSEvents.ListConnections'), names: /"Name": ?"([^"]+)"/g },
  {
    kind: 'API destination',
    request: json('events', 'AWSEvents.ListApiDestinations'),
    names: /"Name": ?"([^"]+)"/g,
  },
  { kind: 'parameter', request: json('ssm', 'AmazonSSM.DescribeParameters'), names: /"Name": ?"([^"]+)"/g },
  {
    kind: 'secret',
    request: json('secretsmanager', 'secretsmanager.ListSecrets'),
    names: /"Name": ?"([^"]+)"/g,
  },
  {
    kind: 'log group',
    request: json('logs', 'Logs_20140328.DescribeLogGroups'),
    names: /"logGroupName": ?"([^"]+)"/g,
  },
  { kind: 'role', request: query('iam', 'ListRoles'), names: /<RoleName>([^<]+)</g },
  { kind: 'alarm', request: query('monitoring', 'DescribeAlarms'), names: /<AlarmName>([^<]+)</g },
  { kind: 'dashboard', request: query('monitoring', 'ListDashboards'), names: /<DashboardName>([^<]+)</g },
];

/** What was there before the stack, and stays: the CDK's own, and the account's. */
const NOT_OURS = /^(cdk-|\/cdk-bootstrap\/|default$|AWSServiceRole)/;

/** The names of what the account holds of each kind of resource that the stack has, but for the CDK's own. */
export async function takeInventory(client: SQSClient): Promise<Readonly<Record<string, string[]>>> {
  const found: Record<string, string[]> = {};
  for (const { kind, request, names } of LISTINGS) {
    const text = await call(client, request);
    const all = [...text.matchAll(names)].flatMap(([, name]) => name ?? []);
    found[kind] = all.filter((name) => !NOT_OURS.test(name));
  }
  return found;
}
