/** What an operator is answered who decides on callbacks of the deployed stack. */
import { describe, expect, it, vi } from 'vitest';
import { sign } from '#test/deploy/aws-request.ts';
import type { DeployedTarget } from '#test/deploy/deployed-target.ts';
import { aSubject, customer, eventsOf, inMs, message, post } from '#test/e2e/target.ts';

const urlOf = ({ url }: DeployedTarget, conversationId: string) =>
  `${url}/conversations/${conversationId}/decisions`;

/** Decides, signed as IAM asks. */
export async function decide(
  target: DeployedTarget,
  conversationId: string,
  decision: object,
): Promise<Response> {
  const url = urlOf(target, conversationId);
  const body = JSON.stringify(decision);
  const request = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
  return fetch(url, {
    ...request,
    headers: await sign(target.sqs, { service: 'execute-api', url, ...request }),
  });
}

export function describeDecisions(getTarget: () => DeployedTarget): void {
  describe('a decision', () => {
    it('is taken from nobody who did not sign', async () => {
      const url = urlOf(getTarget(), '00000000-0000-4000-8000-000000000000');
      const response = await fetch(url, { method: 'POST', body: '{}' });
      expect(response.status).toBe(403);
    });

    it('on a conversation that nobody knows is answered 404', async () => {
      const answer = await decide(getTarget(), '00000000-0000-4000-8000-000000000000', {
        callbackKey: 'any',
        unknownSince: inMs(0),
        decision: 'placed',
      });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ reason: 'unknown-conversation' });
    });

    it('on a callback that was placed is answered 409, and one that does not fit 400', async () => {
      const target = getTarget();
      const subject = aSubject();
      const callbackKey = inMs(500);
      await post(target, message(subject, [customer(subject, { callbackScheduledTime: callbackKey })]));
      const isPlaced = async () => (await eventsOf(target, subject.conversationId)).length > 0;
      await vi.waitUntil(isPlaced, { timeout: 15_000, interval: 100 });
      const statuses = [];
      for (const decision of ['placed', 'perhaps']) {
        const word = { callbackKey, unknownSince: callbackKey, decision };
        statuses.push((await decide(target, subject.conversationId, word)).status);
      }
      expect(statuses).toEqual([409, 400]);
    });
  });
}
