/** What the policies of the deployed stack refuse. MiniStack enforces them as IAM would. */
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { call, sign } from '#test/deploy/aws-request.ts';
import type { DeployedTarget } from '#test/deploy/deployed-target.ts';
import { place } from '#test/deploy/place.ts';
import { aSubject, customer, getState, message, post } from '#test/e2e/target.ts';

export function describePolicies(getTarget: () => DeployedTarget): void {
  describe('the policies', () => {
    it('let nobody read a state who did not sign', async () => {
      const response = await fetch(`${getTarget().url}/conversations/00000000-0000-4000-8000-000000000000`);
      expect(response.status).toBe(403);
    });

    it('refuse what came to a queue without TLS', async () => {
      const { sqs, queueUrl } = getTarget();
      const body = JSON.stringify({ QueueUrl: queueUrl('timers'), MessageBody: '{}' });
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.SendMessage',
      };
      const unsigned = { service: 'sqs', url: `${place.url}/`, method: 'POST', body, headers };
      const signed = await sign(sqs, unsigned);
      expect(await sendWithoutTls(signed, body)).toBe(403);
      // By TLS the same request is taken, so that it wasn't refused for anything else.
      expect(await call(sqs, unsigned)).toContain('MessageId');
    });

    it('are all that a function may do', async () => {
      const target = getTarget();
      const subject = aSubject();
      await post(target, message(subject, [customer(subject)]));
      const role = target.functions.query.Role?.split('/').at(-1) ?? '';
      const policy = new URLSearchParams({ RoleName: role, PolicyName: 'nothing' });
      const nothing = { Effect: 'Deny', Action: '*', Resource: '*' };
      const document = JSON.stringify({ Version: '2012-10-17', Statement: [nothing] });
      await iam(target, 'PutRolePolicy', `${policy}&PolicyDocument=${encodeURIComponent(document)}`);
      expect((await getState(target, subject.conversationId)).status).toBe(503);
      await iam(target, 'DeleteRolePolicy', policy.toString());
      expect((await getState(target, subject.conversationId)).status).toBe(200);
    });
  });
}

const iam = ({ sqs }: DeployedTarget, action: string, parameters: string) =>
  call(sqs, {
    service: 'iam',
    url: `${place.url}/`,
    method: 'POST',
    body: `Action=${action}&Version=2010-05-08&${parameters}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

function sendWithoutTls(headers: Record<string, string>, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: place.socketPath, method: 'POST', path: '/', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
