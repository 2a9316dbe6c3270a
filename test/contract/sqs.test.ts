import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsEndpoint, startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createQuarantine, readQuarantined } from '#shared/adapters/sqs/quarantine.ts';
import { parseTimers } from '#shared/adapters/sqs/timer-message.ts';
import { createTimerQueue } from '#shared/adapters/sqs/timer-queue.ts';
import { NOON, noon } from '#test/builders/times.ts';
import {
  awsError,
  clientOptions,
  deadUrl,
  type StubAnswer,
  type StubRequest,
  startStub,
} from '#test/contract/aws-stub.ts';
import { describeQuarantine } from '#test/contract/quarantine.contract.ts';
import { describeTimerQueue, someTimers } from '#test/contract/timer-queue.contract.ts';

let endpoint: AwsEndpoint;
let queues = 0;
beforeAll(async () => {
  endpoint = await startAwsEndpoint();
});
afterAll(() => endpoint.close());

async function aQueue() {
  const client = new SQSClient({ ...clientOptions(endpoint.url), requestHandler: {} });
  const name = `queue-${++queues}`;
  const { QueueUrl: url = '' } = await client.send(new CreateQueueCommand({ QueueName: name }));
  return { client, url, bodies: () => endpoint.messages(name).map(({ body }) => body) };
}

const aTimerQueue = (url: string, telemetry = createMemoryTelemetry()) =>
  createTimerQueue(
    new SQSClient(clientOptions(url)),
    `${url}/000000000000/timers`,
    createMemoryClock(NOON),
    telemetry,
  );

describeTimerQueue(
  'SQS',
  async () => {
    const { client, url, bodies } = await aQueue();
    const queue = createTimerQueue(client, url, createMemoryClock(NOON), createMemoryTelemetry());
    return { queue, received: async () => bodies().flatMap(parseTimers) };
  },
  async () => aTimerQueue(await deadUrl()),
);

describeQuarantine('SQS', async () => {
  const { client, url, bodies } = await aQueue();
  return {
    quarantine: createQuarantine(client, url),
    kept: async () => bodies().map(readQuarantined),
  };
});

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly DelaySeconds: number;
}

const entriesOf = ({ body }: StubRequest): Entry[] => JSON.parse(body).Entries;
const md5 = '00000000000000000000000000000000';

/** Takes every entry but those whose id is listed. */
const takeAllBut =
  (refused: readonly string[]) =>
  (request: StubRequest): StubAnswer => {
    const [failed, taken] = [true, false].map((isRefused) =>
      entriesOf(request).filter(({ Id }) => refused.includes(Id) === isRefused),
    );
    const body = {
      Successful: taken!.map(({ Id }) => ({ Id, MessageId: Id, MD5OfMessageBody: md5 })),
      Failed: failed!.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false })),
    };
    return { status: 200, body: JSON.stringify(body) };
  };

/** A queue whose service takes everything; the SDK's check of the MD5 is switched off, since none is computed. */
async function aStubbedQueue(answer: (request: StubRequest) => StubAnswer) {
  const stub = await startStub(answer);
  const client = new SQSClient({ ...clientOptions(stub.url), md5: false });
  const telemetry = createMemoryTelemetry();
  const clock = createMemoryClock(NOON);
  const queue = createTimerQueue(client, `${stub.url}/000000000000/timers`, clock, telemetry);
  return { stub, queue, telemetry, entries: () => stub.requests.flatMap(entriesOf) };
}

describe('the SQS timer queue', () => {
  it.each([
    [-60_000, 0],
    [0, 0],
    [1_499, 0],
    [1_500, 1],
    [2_499, 1],
    [60_000, 59],
    [900_499, 899],
    [900_500, 900],
    [86_400_000, 900],
  ])('delays a timer that is %i ms away by %i s', async (distance, delay) => {
    const { stub, queue, entries } = await aStubbedQueue(takeAllBut([]));
    await queue.send([{ conversationId: 'id', at: noon(0, distance) }]);
    expect(entries().map(({ DelaySeconds }) => DelaySeconds)).toEqual([delay]);
    await stub.close();
  });

  it('puts up to 25 timers of the same second in a message, delayed for the first of them', async () => {
    const { stub, queue, entries } = await aStubbedQueue(takeAllBut([]));
    const sameSecond = Array.from({ length: 26 }, (_, ms) => ({
      conversationId: `id-${ms}`,
      at: noon(10, 999 - ms),
    }));
    await queue.send([...sameSecond, { conversationId: 'next', at: noon(11) }]);
    expect(entries().map(({ MessageBody }) => parseTimers(MessageBody).length)).toEqual([25, 1, 1]);
    expect(entries().map(({ DelaySeconds }) => DelaySeconds)).toEqual([10, 10, 10]);
    await stub.close();
  });

  it('sends at most 10 messages in one call', async () => {
    const { stub, queue } = await aStubbedQueue(takeAllBut([]));
    await queue.send(
      someTimers(7).flatMap((timer) => [timer, { ...timer, at: noon(3600 + (timer.at % 97)) }]),
    );
    expect(stub.requests.map((request) => entriesOf(request).length).every((count) => count <= 10)).toBe(
      true,
    );
    expect(stub.requests).toHaveLength(2);
    await stub.close();
  });

  it('answers the timers of exactly those messages that SQS refused, and counts them', async () => {
    const { stub, queue, telemetry } = await aStubbedQueue(takeAllBut(['1']));
    const timers = [0, 1, 2].map((second) => ({ conversationId: `id-${second}`, at: noon(second) }));
    expect(await queue.send(timers)).toEqual([timers[1]]);
    expect(telemetry.counted('timers.unsent')).toBe(1);
    await stub.close();
  });

  it('answers the timers that SQS says nothing about', async () => {
    const { stub, queue } = await aStubbedQueue(() => ({ status: 200, body: '{"Successful":[]}' }));
    const timers = [{ conversationId: 'id', at: noon(1) }];
    expect(await queue.send(timers)).toEqual(timers);
    await stub.close();
  });

  it.each([
    ['throttled', awsError(400, 'RequestThrottled')],
    ['failing', awsError(500, 'InternalFailure')],
    ['breaking off', 'reset' as const],
    ['silent', 'silence' as const],
  ])('answers all timers when SQS is %s', async (_how, answer) => {
    const { stub, queue, telemetry } = await aStubbedQueue(() => answer);
    const timers = someTimers(3);
    expect(await queue.send(timers)).toEqual(expect.arrayContaining(timers));
    expect(telemetry.counted('timers.unsent')).toBe(3);
    await stub.close();
  });
});

describe('the SQS quarantine', () => {
  it('rejects when the queue did not take the body', async () => {
    const stub = await startStub(() => awsError(500, 'InternalFailure'));
    const quarantine = createQuarantine(new SQSClient(clientOptions(stub.url)), `${stub.url}/1/quarantine`);
    await expect(quarantine.keep('body')).rejects.toMatchObject({ name: 'InternalFailure' });
    await stub.close();
  });

  it('fits 700 KiB of random bytes, written as text, into the largest message', async () => {
    const { client, url, bodies } = await aQueue();
    const text = Array.from({ length: 700 * 1024 }, (_, at) =>
      String.fromCharCode(Math.floor(Math.sin(at + 1) * 1e6) & 127),
    ).join('');
    await createQuarantine(client, url).keep(text);
    expect(Buffer.byteLength(bodies()[0]!)).toBeLessThan(1024 * 1024);
  });
});
