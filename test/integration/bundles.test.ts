/** Runs the functions as they are deployed: bundled by the CDK, with stand-ins for parts of the SDK. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { createHandler as createAutomation } from '#lambdas/automation/handler.ts';
import type { IngestHandler } from '#lambdas/ingest/handler.ts';
import type { createHandler as createQuery } from '#lambdas/query/handler.ts';
import type { createHandler as createSweep } from '#lambdas/sweep/handler.ts';
import { API_KEY_SECRET } from '#local/api-key.ts';
import { type AwsEndpoint, startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { PARAMETER_PATH, provision, TABLE_NAME } from '#local/provision.ts';
import { aStack } from '#test/cdk/synthesis.ts';
import { CONTEXT, httpEvent, sqsEvent } from '#test/unit/lambdas/fakes.ts';

const CONVERSATION = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9';
const QUEUE = '22222222-2222-4333-8444-555555555555';
const API_KEY = 'an-api-key-of-thirty-two-letters';

interface Functions {
  readonly ingest: IngestHandler;
  readonly automation: ReturnType<typeof createAutomation>;
  readonly sweep: ReturnType<typeof createSweep>;
  readonly query: ReturnType<typeof createQuery>;
}

const outdir = mkdtempSync(join(tmpdir(), 'bundles-'));
const before = { ...process.env };
let aws: AwsEndpoint;
let functions: Functions;

beforeAll(async () => {
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
  functions = bundledFunctions();
});

afterAll(async () => {
  process.env = before;
  rmSync(outdir, { recursive: true });
  await aws.close();
});

/** Bundles all functions and loads them, as Lambda would. */
function bundledFunctions(): Functions {
  const app = new App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } });
  const stack = aStack(app, 'dev', {});
  app.synth();
  const resources = Object.entries(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  const require = createRequire(import.meta.url);
  const load = (name: string) => {
    const [, resource] = resources.find(([id]) => id.startsWith(name)) ?? [];
    return require(join(outdir, resource?.['Metadata']['aws:asset:path'], 'index.js')).handler;
  };
  return {
    ingest: load('Ingest'),
    automation: load('Automation'),
    sweep: load('Sweep'),
    query: load('Query'),
  };
}

it('record a callback, refuse what is none, and have it placed by a function when it is due', async () => {
  const due = new Date(Date.now() + 1000);
  const notification = {
    id: CONVERSATION,
    participants: [
      {
        id: '11111111-2222-4333-8444-555555555555',
        purpose: 'customer',
        state: 'scheduled',
        queue: { id: QUEUE },
        callbackNumbers: ['+4915112345678'],
        callbackScheduledTime: due.toISOString(),
      },
    ],
  };
  const headers = { 'x-api-key': API_KEY };
  const recorded = await functions.ingest(
    httpEvent({ body: JSON.stringify(notification), headers }),
    CONTEXT,
  );
  expect(recorded).toMatchObject({ statusCode: 200 });
  const refused = await functions.ingest(httpEvent({ body: '{', headers }), CONTEXT);
  expect(refused).toMatchObject({ statusCode: 400 });
  expect(aws.messages('quarantine')).toHaveLength(1);
  const stranger = await functions.ingest(httpEvent({ body: '{}' }), CONTEXT);
  expect(stranger).toMatchObject({ statusCode: 401 });

  await functions.sweep({}, CONTEXT);
  const [timer] = aws.messages('timers');
  expect(await functions.automation(sqsEvent(timer?.body ?? ''), CONTEXT)).toEqual({ batchItemFailures: [] });
  expect(Date.now()).toBeGreaterThanOrEqual(due.getTime());

  const path = `/conversations/${CONVERSATION}`;
  const report = await functions.query(httpEvent({ method: 'GET', path }), CONTEXT);
  expect(JSON.parse(report.body ?? '')).toMatchObject({ conversationId: CONVERSATION, nextLook: null });
  expect(aws.events()).toHaveLength(1);
});
