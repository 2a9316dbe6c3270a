import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { createAnnouncer } from '#shared/adapters/eventbridge/announcer.ts';
import { anAnnouncement, describeAnnouncer } from '#test/contract/announcer.contract.ts';
import { awsError, clientOptions, type StubAnswer } from '#test/contract/aws-stub.ts';
import { aStub, closeAfterEachTest, closeAfterTest } from '#test/contract/closing.ts';

closeAfterEachTest();

async function aStubbedAnnouncer(answer: StubAnswer) {
  const stub = await aStub(answer);
  return { stub, announcer: createAnnouncer(new EventBridgeClient(clientOptions(stub.url)), 'our-bus') };
}

describeAnnouncer(
  'EventBridge',
  async () => {
    const endpoint = closeAfterTest(await startAwsEndpoint());
    const announcer = createAnnouncer(
      new EventBridgeClient({ ...clientOptions(endpoint.url), requestHandler: {} }),
      'our-bus',
    );
    const taken = async () =>
      endpoint
        .events()
        .map((event) => `${event['detail-type']} ${(event.detail as { outcome: string }).outcome}`);
    return { announcer, taken };
  },
  async () => (await aStubbedAnnouncer(awsError(500, 'InternalFailure'))).announcer,
);

const TAKEN = { status: 200, body: JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] }) };

describe('the EventBridge announcer', () => {
  it('sends exactly the fields that are published, instants in ISO 8601', async () => {
    const { stub, announcer } = await aStubbedAnnouncer(TAKEN);
    await announcer.announce(
      anAnnouncement({ reason: 'with-agent', automation: 'support', queueId: 'queue' }),
    );
    const { Entries } = JSON.parse(stub.requests[0]!.body);
    expect(Entries).toEqual([
      {
        EventBusName: 'our-bus',
        Source: 'callback-automation',
        DetailType: 'CallbackLeft',
        Detail: expect.any(String),
      },
    ]);
    expect(JSON.parse(Entries[0].Detail)).toStrictEqual({
      schemaVersion: 1,
      conversationId: '16607c8e-1e9c-4653-afcd-17cc234eb57a',
      callbackKey: '2026-09-01T12:00:00.000Z',
      placementKey: '16607c8e-1e9c-4653-afcd-17cc234eb57a_1788264000000',
      due: '2026-09-01T12:00:00.000Z',
      trigger: 'scheduled',
      firedAt: '2026-09-01T12:00:00.012Z',
      outcome: 'left',
      reason: 'with-agent',
      automation: 'support',
      queueId: 'queue',
    });
  });

  it('leaves out what is not known', async () => {
    const { stub, announcer } = await aStubbedAnnouncer(TAKEN);
    await announcer.announce(anAnnouncement());
    const detail = JSON.parse(JSON.parse(stub.requests[0]!.body).Entries[0].Detail);
    expect(detail).not.toHaveProperty('reason');
    expect(detail).not.toHaveProperty('automation');
    expect(detail).not.toHaveProperty('queueId');
  });

  it('rejects when the bus refused the event inside a successful answer', async () => {
    const body = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] };
    const { announcer } = await aStubbedAnnouncer({ status: 200, body: JSON.stringify(body) });
    await expect(announcer.announce(anAnnouncement())).rejects.toMatchObject({
      name: 'EventNotTakenError',
      code: 'ThrottlingException',
    });
  });
});
