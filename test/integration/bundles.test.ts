/** Runs the functions as they are deployed: bundled by the CDK, with stand-ins for parts of the SDK. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { createHandler as createAutomation } from '#lambdas/automation/handler.ts';
import type { IngestHandler } from '#lambdas/ingest/handler.ts';
import type { createHandler as createOperator } from '#lambdas/operator/handler.ts';
import type { createHandler as createQuery } from '#lambdas/query/handler.ts';
import type { createHandler as createSweep } from '#lambdas/sweep/handler.ts';
import { API_KEY_SECRET } from '#local/api-key.ts';
import { type AwsEndpoint, startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { PARAMETER_PATH, provision, TABLE_NAME } from '#local/provision.ts';
import { aStack } from '#test/cdk/synthesis.ts';
import { CONTEXT, httpEvent, sqsEvent } from '#test/unit/lambdas/fakes.ts';

const CONVERSATION = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9';
const QUEUE = '22222222-2222-4333-8444-555555555555';
const NUMBER = '+4915112345678';
const API_KEY = 'an-api-key-of-thirty-two-letters';

interface Functions {
  readonly ingest: IngestHandler;
  readonly automation: ReturnType<typeof createAutomation>;
  readonly sweep: ReturnType<typeof createSweep>;
  readonly query: ReturnType<typeof createQuery>;
  readonly operator: ReturnType<typeof createOperator>;
}

const outdir = mkdtempSync(join(tmpdir(), 'bundles-'));
const environment = { ...process.env };
const files = new Map<string, string>();
let aws: AwsEndpoint;

beforeAll(async () => {
  bundle();
  Object.assign(process.env, { AWS_REGION: 'local', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' });
  aws = await startAwsEndpoint();
  process.env['AWS_ENDPOINT_URL'] = aws.url;
  const { queueUrls } = await provision(API_KEY);
  Object.assign(process.env, {
    TABLE_NAME,
    TIMERS_QUEUE_URL: queueUrls.timers,
    QUARANTINE_QUEUE_URL: queueUrls.quarantine,
    AUTH: '{"accept":["api-key"]}',
    API_KEY_SECRET,
    EVENT_BUS_NAME: 'callback-automation',
    PARAMETER_PATH,
    PLACERS: '{"dialer":{"kind":"lambda","functionName":"dialer"}}',
  });
  const Value = JSON.stringify({ match: { queueId: QUEUE }, placer: 'dialer' });
  const Name = `${PARAMETER_PATH}/automations/sales`;
  await new SSMClient().send(new PutParameterCommand({ Name, Value, Type: 'String' }));
});

afterAll(async () => {
  process.env = environment;
  rmSync(outdir, { recursive: true });
  await aws.close();
});

function bundle(): void {
  const app = new App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } });
  const stack = aStack(app, 'dev', {});
  app.synth();
  const resources = Object.entries(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  for (const [id, { Metadata }] of resources) {
    const name = /^(Ingest|Automation|Sweep|Query|Operator)/.exec(id)?.[0].toLowerCase();
    if (name !== undefined) files.set(name, join(outdir, Metadata['aws:asset:path'], 'index.js'));
  }
}

/** Loads the functions as Lambda would: they read their variables, and build what they need. */
function loadFunctions(): Functions {
  const require = createRequire(import.meta.url);
  const load = (name: string) => require(files.get(name) ?? '').handler;
  return {
    ingest: load('ingest'),
    automation: load('automation'),
    sweep: load('sweep'),
    query: load('query'),
    operator: load('operator'),
  };
}

const aNotification = (due: Date) => ({
  id: CONVERSATION,
  participants: [
    {
      id: '11111111-2222-4333-8444-555555555555',
      purpose: 'customer',
      state: 'scheduled',
      queue: { id: QUEUE },
      callbackNumbers: [NUMBER],
      callbackScheduledTime: due.toISOString(),
    },
  ],
});

it('keep ingest below 300 KB, because every cold start reads it', () => {
  expect(statSync(files.get('ingest') ?? '').size).toBeLessThanOrEqual(300_000);
});

it('record a callback, refuse what is none, and have it placed by a function when it is due', async () => {
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const placed: unknown[] = [];
  aws.registerFunction('dialer', async (request) => {
    placed.push(request);
    return { outcome: 'placed' };
  });
  const { ingest, sweep, automation, query, operator } = loadFunctions();
  const due = new Date(Date.now() + 1500);
  const headers = { 'x-api-key': API_KEY };

  const recorded = await ingest(httpEvent({ body: JSON.stringify(aNotification(due)), headers }), CONTEXT);
  expect(recorded).toMatchObject({ statusCode: 200 });
  expect(await ingest(httpEvent({ body: '{', headers }), CONTEXT)).toMatchObject({ statusCode: 400 });
  expect(aws.messages('quarantine')).toHaveLength(1);
  expect(await ingest(httpEvent({ body: '{}' }), CONTEXT)).toMatchObject({ statusCode: 401 });
  await sweep({}, CONTEXT);

  const timers = aws.messages('timers').map(({ body }) => body);
  expect(await automation(sqsEvent(...timers), CONTEXT)).toEqual({ batchItemFailures: [] });
  expect(Date.now()).toBeGreaterThanOrEqual(due.getTime());
  expect(placed).toMatchObject([{ conversationId: CONVERSATION, number: NUMBER }]);
  // Two timers, of ingest and of the sweep, look at once: announcements come at least once, placements do not.
  expect(new Set(aws.events().map(({ detail }) => JSON.stringify(detail))).size).toBe(1);
  expect(aws.events()[0]).toMatchObject({ 'detail-type': 'CallbackPlaced' });

  const path = `/conversations/${CONVERSATION}`;
  const { body } = await query(httpEvent({ method: 'GET', path }), CONTEXT);
  expect(JSON.parse(body ?? '')).toMatchObject({ conversationId: CONVERSATION, nextLook: null });
  const callbackKey = due.toISOString();
  const decision = JSON.stringify({ callbackKey, unknownSince: callbackKey, decision: 'placed' });
  const decided = await operator(
    httpEvent({ method: 'POST', path: `${path}/decisions`, body: decision }),
    CONTEXT,
  );
  // What is placed needs nobody's word.
  expect(decided.statusCode).toBe(409);
  expect(JSON.stringify([body, log.mock.calls])).not.toContain(NUMBER.slice(1));
  log.mockRestore();
});
