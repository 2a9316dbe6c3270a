import { LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { createLambdaPlacer, LAMBDA_PLACER_CLIENT } from '#shared/adapters/placers/lambda.ts';
import { PlacementRequestBody } from '#shared/adapters/placers/placement-request-body.ts';
import { durationMs, seconds } from '#shared/domain/time.ts';
import { awsError, clientOptions, deadUrl, type StubAnswer } from '#test/contract/aws-stub.ts';
import { aStub, closeAfterEachTest, closeAfterTest, noKeys } from '#test/contract/closing.ts';
import {
  aRequest,
  describePlacer,
  type PlacerTargets,
  type Targeted,
} from '#test/contract/placer.contract.ts';
import { dialingTargets } from '#test/contract/placer-dialing.ts';

closeAfterEachTest();

const invokeAt = (url: string, timeout = durationMs(300)) =>
  createLambdaPlacer(new LambdaClient({ ...LAMBDA_PLACER_CLIENT, ...clientOptions(url) }), {
    functionName: 'place',
    timeout,
  });
const lambdaStub = async (answer: StubAnswer) => {
  const stub = await aStub(answer);
  const keys = async () => stub.requests.map(({ body }) => JSON.parse(body).placementKey as string);
  return { stub, placer: invokeAt(stub.url), keys };
};
const answering = (payload: unknown) => lambdaStub({ status: 200, body: JSON.stringify(payload) });

const targets: Omit<PlacerTargets, 'traits'> = {
  async taking(): Promise<Targeted> {
    const endpoint = closeAfterTest(await startAwsEndpoint());
    const keys: string[] = [];
    endpoint.registerFunction('place', (event) => {
      keys.push(v.parse(PlacementRequestBody, event).placementKey);
      return { outcome: 'placed' };
    });
    return { placer: invokeAt(endpoint.url, seconds(5)), keys: async () => keys };
  },
  refusing: () => lambdaStub(awsError(404, 'ResourceNotFoundException')),
  busy: () => lambdaStub(awsError(429, 'TooManyRequestsException')),
  absent: async () => ({ placer: invokeAt(await deadUrl()), keys: noKeys }),
  breakingOff: () => lambdaStub('reset'),
  silent: () => lambdaStub('silence'),
  failing: () => lambdaStub({ status: 200, headers: { 'x-amz-function-error': 'Unhandled' }, body: '{}' }),
};

describePlacer('lambda', {
  traits: { kind: 'lambda', repeatable: false },
  ...targets,
});

describePlacer('lambda that dials', {
  traits: { kind: 'lambda', repeatable: false },
  ...dialingTargets(targets),
});

describe('the lambda placer', () => {
  it.each([
    [
      { outcome: 'failed', reason: 'no-line' },
      { kind: 'refused', because: 'no-line', final: true },
    ],
    [
      { outcome: 'failed', reason: 'no-line', retryable: true },
      { kind: 'refused', because: 'no-line', final: false },
    ],
    [{ outcome: 'unknown' }, { kind: 'unknown', because: 'function-does-not-know' }],
    [
      { outcome: 'unknown', reason: 'line-lost' },
      { kind: 'unknown', because: 'line-lost' },
    ],
  ])('understands the answer %j', async (payload, outcome) => {
    const { placer } = await answering(payload);
    expect(await (await placer.prepare(aRequest()))(aRequest())).toEqual(outcome);
  });

  it.each([
    [null],
    [{}],
    [{ outcome: 'ok' }],
    [{ outcome: 'failed' }],
    [{ outcome: 'failed', reason: 'called +4915112345678 in vain' }],
    [{ errorMessage: 'boom' }],
  ])('does not know what the malformed answer %j means', async (payload) => {
    const { placer } = await answering(payload);
    const outcome = await (await placer.prepare(aRequest()))(aRequest());
    expect(outcome).toEqual({ kind: 'unknown', because: 'malformed-answer' });
  });

  it('does not know what an answer that is not JSON means', async () => {
    const { placer } = await lambdaStub({ status: 200, body: 'placed' });
    const outcome = await (await placer.prepare(aRequest()))(aRequest());
    expect(outcome).toEqual({ kind: 'unknown', because: 'malformed-answer' });
  });

  it('makes one attempt, whatever becomes of it', async () => {
    const { stub, placer } = await lambdaStub(awsError(500, 'ServiceException'));
    await (await placer.prepare(aRequest()))(aRequest());
    expect(stub.requests).toHaveLength(1);
  });

  it('refuses to work with a client that would try again by itself', async () => {
    const client = new LambdaClient({ ...clientOptions('http://127.0.0.1:9'), maxAttempts: 2 });
    const placer = createLambdaPlacer(client, { functionName: 'place', timeout: seconds(1) });
    await expect(placer.prepare(aRequest())).rejects.toMatchObject({ name: 'RepeatingClientError' });
  });
});
