/** What Lambda hands to a handler, and telemetry that remembers. */
import type { APIGatewayProxyEventV2, Context, SQSEvent } from 'aws-lambda';
import type { LogFields, Telemetry } from '#shared/ports/telemetry.ts';

export const CONTEXT = {} as Context;

type Request = {
  method?: string;
  path?: string;
  stage?: string;
  body?: string;
  headers?: Record<string, string>;
  isBase64Encoded?: boolean;
  pathParameters?: Record<string, string>;
};

/** An HTTP API event, payload format 2.0, with the fields that are always there. */
export function httpEvent({
  method = 'POST',
  path = '/notifications',
  stage = '$default',
  headers = {},
  isBase64Encoded = false,
  ...rest
}: Request = {}): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example.org',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: `${method} ${path}`,
      stage,
      time: '01/Sep/2026:15:00:00 +0000',
      timeEpoch: 1_788_274_800_000,
    },
    isBase64Encoded,
    ...rest,
  };
}

/** A batch of SQS messages `m0`, `m1`, … */
export const sqsEvent = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({
    messageId: `m${index}`,
    receiptHandle: `handle-${index}`,
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1788274800000',
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: '1788274800000',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:queue',
    awsRegion: 'eu-central-1',
  })),
});

type Line = { event: string; fields: LogFields };

/** Remembers lines and counts. Like the real one it takes nothing of an error but names. */
export function rememberingTelemetry(): Telemetry & {
  lines: Line[];
  counts: Record<string, number>;
} {
  const lines: Line[] = [];
  const counts: Record<string, number> = {};
  const write = (event: string, fields: LogFields = {}) => {
    lines.push({ event, fields });
  };
  return {
    lines,
    counts,
    info: write,
    warn: write,
    error: (event, error, fields) => write(event, { ...fields, error: (error as Error).name }),
    count: (metric, value = 1) => {
      counts[metric] = (counts[metric] ?? 0) + value;
    },
    duration: () => undefined,
  };
}
