import { describe, expect, it } from 'vitest';
import { CUSTOMER_FIRST_QUEUE } from '#local/genesys/defaults.ts';
import type { Fault } from '#local/genesys/faults.ts';
import { aFake, json } from '#test/unit/local/genesys/a-fake.ts';

const body = { queueId: CUSTOMER_FIRST_QUEUE.id, callbackNumbers: ['+13175550142'] };

/** Creates a callback while something is wrong: what was answered, and how many calls came of it. */
async function create(fault: Fault, signal?: AbortSignal) {
  const fake = aFake();
  fake.control.fail({ operation: 'create-callback', fault });
  const before = fake.clock.now();
  const post = () => fake.api('POST', 'conversations/callbacks', body, { ...(signal && { signal }) });
  const answer = await post().catch((error: Error) => error);
  const tookMs = fake.clock.now() - before;
  fake.pass(5);
  return { answer, tookMs, calls: fake.control.calls().length, requests: fake.control.requests() };
}

describe('a fault', () => {
  it.each([
    [false, 0],
    [true, 1],
  ])(
    'time-out with effect %s never answers until the client gives up, and %i calls come of it',
    async (effect, calls) => {
      const { answer, ...done } = await create({ kind: 'time-out', effect }, AbortSignal.timeout(50));
      expect(answer).toMatchObject({ name: 'TimeoutError' });
      expect(done).toMatchObject({
        calls,
        requests: [{}, { operation: 'create-callback', fault: 'time-out' }],
      });
    },
  );

  it.each([
    [false, 0],
    [true, 1],
  ])('reset with effect %s rejects as fetch does, and %i calls come of it', async (effect, calls) => {
    const { answer, ...done } = await create({ kind: 'reset', effect });
    expect(answer).toBeInstanceOf(TypeError);
    expect(answer).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } });
    expect(done.calls).toBe(calls);
  });

  it.each([
    [500, false, 0],
    [503, true, 1],
    [504, true, 1],
  ])('error %i with effect %s is answered, and %i calls come of it', async (status, effect, calls) => {
    const { answer, ...done } = await create({ kind: 'error', status, effect });
    expect(answer).toMatchObject({ status });
    expect(done.calls).toBe(calls);
  });

  it('error may have the code of choice', async () => {
    const code = 'providerapi.error.station.no.active.edge';
    const { answer } = await create({ kind: 'error', status: 500, code, effect: false });
    expect(await json(answer as Response)).toMatchObject({ code, contextId: expect.any(String) });
  });

  it('throttled has the Retry-After of choice and no effect', async () => {
    const { answer, calls } = await create({ kind: 'throttled', retryAfterSeconds: 600 });
    expect(answer).toMatchObject({ status: 429 });
    expect([(answer as Response).headers.get('retry-after'), calls]).toEqual(['600', 0]);
  });

  it('token-refused is 401 without effect', async () => {
    expect(await create({ kind: 'token-refused' })).toMatchObject({ answer: { status: 401 }, calls: 0 });
  });

  it('slow answers after its time, with effect', async () => {
    const { answer, tookMs, calls } = await create({ kind: 'slow', ms: 3000 });
    expect([(answer as Response).status, tookMs, calls]).toEqual([200, 3000, 1]);
  });

  it('malformed has effect, and a success whose body cannot be read', async () => {
    const { answer, calls } = await create({ kind: 'malformed' });
    expect([(answer as Response).status, calls]).toEqual([200, 1]);
    await expect((answer as Response).json()).rejects.toThrow(SyntaxError);
  });

  it('hits the operation and text that it is meant for, as often as was asked', async () => {
    const fake = aFake();
    const [one, other] = [fake.control.createCallback(), fake.control.createCallback()];
    fake.control.fail({
      operation: 'get-conversation',
      fault: { kind: 'error', status: 500, effect: false },
      times: 2,
      matching: one,
    });
    const get = async (id: string) => (await fake.api('GET', `conversations/${id}`)).status;
    const patch = async () =>
      (await fake.api('PATCH', `conversations/callbacks/${one}`, { state: 'disconnected' })).status;
    expect([await get(other), await patch(), await get(one), await get(one), await get(one)]).toEqual([
      200, 200, 500, 500, 200,
    ]);
  });
});
