import type { StubAnswer } from '#test/contract/aws-stub.ts';
import { aStub, closeAfterEachTest } from '#test/contract/closing.ts';
import { describePlacer, type Targeted } from '#test/contract/placer.contract.ts';
import { aLiveCheck } from '#test/contract/placer-dialing.ts';
import { createPhoneSystemPlacer } from '../../examples/placer/phone-system.ts';

closeAfterEachTest();

const aPhoneSystem = async (
  answer: StubAnswer,
  key = async () => 'the key of the phone system',
): Promise<Targeted> => {
  const stub = await aStub(answer);
  const options = { url: stub.url, timeoutMs: 300, client: 'genesys', requestsPerMinute: 270 };
  return {
    placer: createPhoneSystemPlacer(options, key, aLiveCheck()),
    keys: async () => stub.requests.map(({ body }) => JSON.parse(body).reference),
  };
};

describePlacer('the example of docs/adding-a-placer.md', {
  traits: { kind: 'phone-system', repeatable: false },
  dialing: {
    callsShow: 'elsewhere',
    needsAgent: false,
    client: 'genesys',
    requestsPerPlacement: 1,
    requestsPerMinute: 270,
  },
  taking: () => aPhoneSystem({ status: 202 }),
  refusing: () => aPhoneSystem({ status: 400 }),
  busy: () => aPhoneSystem({ status: 429 }),
  breakingOff: () => aPhoneSystem('reset'),
  silent: () => aPhoneSystem('silence'),
  failing: () => aPhoneSystem({ status: 500 }),
  unprepared: () =>
    aPhoneSystem({ status: 202 }, async () => {
      throw new Error('out of reach');
    }),
});
