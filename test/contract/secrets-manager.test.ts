import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createSecretSource } from '#shared/adapters/secrets/secret-source.ts';
import { seconds } from '#shared/domain/time.ts';
import { noon } from '#test/builders/times.ts';
import { awsError, clientOptions, type StubAnswer, startStub } from '#test/contract/aws-stub.ts';
import { aStub, closeAfterEachTest, closeAfterTest } from '#test/contract/closing.ts';

closeAfterEachTest();

function sourceAt(url: string) {
  const clock = createMemoryClock(noon(0));
  const client = new SecretsManagerClient(clientOptions(url));
  return { clock, client, source: createSecretSource(client, 'api-key', clock) };
}

async function aSource(first: string) {
  const { url } = closeAfterTest(await startAwsEndpoint());
  const at = sourceAt(url);
  await at.client.send(new CreateSecretCommand({ Name: 'api-key', SecretString: first }));
  const rotate = (SecretString: string) =>
    at.client.send(new PutSecretValueCommand({ SecretId: 'api-key', SecretString }));
  return { ...at, rotate };
}

/** Answers a secret without a previous version, until it breaks. */
async function aBreakingSource() {
  let isBroken = false;
  const stub = closeAfterTest(
    await startStub(({ body }): StubAnswer => {
      if (isBroken) return awsError(500, 'InternalServiceError');
      if (body.includes('AWSPREVIOUS')) return awsError(400, 'ResourceNotFoundException');
      return { status: 200, body: JSON.stringify({ SecretString: 'one' }) };
    }),
  );
  const at = sourceAt(stub.url);
  return {
    ...at,
    stub,
    break: () => {
      isBroken = true;
    },
  };
}

describe('the secret source on Secrets Manager', () => {
  it('gives the only version of a secret that was never rotated', async () => {
    const { source } = await aSource('one');
    expect(await source()).toEqual(['one']);
  });

  it('gives the current version, then the previous one', async () => {
    const { source, rotate } = await aSource('one');
    await rotate('two');
    expect(await source()).toEqual(['two', 'one']);
  });

  it('gives a value without the line feed that a file ends with', async () => {
    const { source } = await aSource('one\n');
    expect(await source()).toEqual(['one']);
  });

  it('sees a rotation once its values are more than 5 min old', async () => {
    const { source, rotate, clock } = await aSource('one');
    await source();
    await rotate('two');
    clock.moveTo(noon(300));
    expect(await source()).toEqual(['one']);
    clock.moveTo(noon(300, 1));
    expect(await source()).toEqual(['two', 'one']);
  });

  it('sees a rotation at once for whoever asks for fresh values', async () => {
    const { source, rotate, clock } = await aSource('one');
    await source();
    await rotate('two');
    clock.moveTo(noon(31));
    expect(await source(seconds(30))).toEqual(['two', 'one']);
  });

  it('fetches once for callers that come together', async () => {
    const { source, stub } = await aBreakingSource();
    await Promise.all([source(), source(), source()]);
    expect(stub.requests).toHaveLength(2);
  });

  it('serves the last values up to an hour while the store is out of reach, then rejects', async () => {
    const { source, clock, ...broken } = await aBreakingSource();
    await source();
    broken.break();
    clock.moveTo(noon(3600));
    expect(await source()).toEqual(['one']);
    clock.moveTo(noon(3606));
    await expect(source()).rejects.toMatchObject({ name: 'InternalServiceError' });
  });

  it('asks a store that failed again only after 5 s, as long as it has values to serve', async () => {
    const { source, clock, stub, ...broken } = await aBreakingSource();
    await source();
    broken.break();
    clock.moveTo(noon(301));
    await source();
    const asked = stub.requests.length;
    clock.moveTo(noon(306));
    await source();
    expect(stub.requests).toHaveLength(asked);
    clock.moveTo(noon(306, 1));
    await source();
    expect(stub.requests.length).toBeGreaterThan(asked);
  });

  it.each([
    ['that does not exist', awsError(400, 'ResourceNotFoundException')],
    ['that nobody may read', awsError(400, 'AccessDeniedException')],
    ['without text', { status: 200, body: '{"SecretBinary":"b25l"}' }],
    ['that is blank', { status: 200, body: '{"SecretString":" "}' }],
  ])('rejects for a secret %s', async (_what, answer) => {
    const { url } = await aStub(answer);
    await expect(sourceAt(url).source()).rejects.toThrow();
  });
});
