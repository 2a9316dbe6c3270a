import { afterEach, describe, expect, it, vi } from 'vitest';
import { newDataDir, type RunningStack, runStack } from '#test/e2e/running-stack.ts';
import { aSubject, customer, inMs, message, post, sleep } from '#test/e2e/target.ts';

let stack: RunningStack | undefined;
afterEach(() => stack?.remove());

describe('a stack that is killed with SIGKILL while 100 looks are pending', () => {
  it('takes every one of them once after the restart, none early', async () => {
    const dataDir = newDataDir();
    stack = await runStack({ dataDir });
    const first = stack;
    const due = new Map<string, number>();
    // Some come due while the stack is down, some after it is up again.
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const subject = aSubject();
        const at = inMs(4000 + index * 60);
        due.set(subject.conversationId, Date.parse(at));
        const answer = await post(
          first,
          message(subject, [customer(subject, { callbackScheduledTime: at })]),
        );
        expect(answer.status).toBe(200);
      }),
    );
    expect(await first.events()).toEqual([]);
    await first.kill('SIGKILL');

    await sleep(2000);
    stack = await runStack({ dataDir });
    const second = stack;
    const isDone = async () => (await second.events()).length >= 100;
    await vi.waitUntil(isDone, { timeout: 40_000, interval: 100 });
    await sleep(1000);

    const events = await second.events();
    expect(events.map(({ detail }) => detail['conversationId']).toSorted()).toEqual(
      [...due.keys()].toSorted(),
    );
    for (const { detail } of events) {
      expect(Date.parse(detail['firedAt'] ?? '')).toBeGreaterThanOrEqual(
        due.get(detail['conversationId'] ?? '') ?? 0,
      );
    }
  });
});
