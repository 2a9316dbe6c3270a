import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { createAnnouncePlacer } from '#shared/adapters/placers/announce.ts';
import { awsError, clientOptions, deadUrl, type StubAnswer } from '#test/contract/aws-stub.ts';
import { aStub, closeAfterEachTest, closeAfterTest, noKeys } from '#test/contract/closing.ts';
import { aRequest, describePlacer, type Targeted } from '#test/contract/placer.contract.ts';

closeAfterEachTest();

const announceTo = (url: string) =>
  createAnnouncePlacer(new EventBridgeClient(clientOptions(url)), 'our-bus');
const announceStub = async (answer: StubAnswer) => ({
  placer: announceTo((await aStub(answer)).url),
  keys: noKeys,
});
const refusedEntry = (code: string) => ({
  status: 200,
  body: JSON.stringify({ FailedEntryCount: 1, Entries: [{ ErrorCode: code }] }),
});

describePlacer('announce', {
  traits: { kind: 'announce', repeatable: true },
  async taking(): Promise<Targeted> {
    const endpoint = closeAfterTest(await startAwsEndpoint());
    return {
      placer: announceTo(endpoint.url),
      keys: async () =>
        endpoint.events().map(({ detail }) => (detail as { placementKey: string }).placementKey),
    };
  },
  refusing: () => announceStub(awsError(400, 'ResourceNotFoundException')),
  busy: () => announceStub(awsError(400, 'ThrottlingException')),
  absent: async () => ({ placer: announceTo(await deadUrl()), keys: noKeys }),
  breakingOff: () => announceStub('reset'),
  silent: () => announceStub('silence'),
  failing: () => announceStub(awsError(500, 'InternalFailure')),
});

describe('the announce placer', () => {
  it('announces the hand-over without number and name', async () => {
    const stub = await aStub({ status: 200, body: '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}' });
    const place = await announceTo(stub.url).prepare(aRequest());
    await place(aRequest());
    const { body } = stub.requests[0]!;
    expect(JSON.parse(body).Entries[0].DetailType).toBe('CallbackDue');
    expect(JSON.parse(JSON.parse(body).Entries[0].Detail)).toMatchObject({
      outcome: 'placed',
      automation: 'support',
      queueId: 'queue',
      firedAt: '2026-09-01T12:00:00.012Z',
    });
    expect(body).not.toContain('4915112345678');
    expect(body).not.toContain('Example');
  });

  it.each([
    ['ThrottlingException', false],
    ['InternalException', false],
    ['MalformedDetail', true],
    ['NotAuthorizedForSourceException', true],
  ])('answers a refusal when the bus refuses the event alone with %s', async (code, final) => {
    const { placer } = await announceStub(refusedEntry(code));
    const place = await placer.prepare(aRequest());
    expect(await place(aRequest())).toEqual({ kind: 'refused', because: 'event-not-taken', final });
  });
});
