/** What later deploys of the same stack do, and don't. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { call } from '#test/deploy/aws-request.ts';
import { cdk, mustCdk } from '#test/deploy/cdk.ts';
import type { DeployedTarget } from '#test/deploy/deployed-target.ts';
import { outputsFile, readOutputs, STACK } from '#test/deploy/deployment.ts';
import { type Genesys, openGenesys, testGenesys } from '#test/deploy/genesys-suite.ts';
import { deleteBus, makeBus, putPartnerEvent } from '#test/deploy/partner-buses.ts';
import { place } from '#test/deploy/place.ts';
import { aSubject, customer, getState, inMs, message, post, report } from '#test/e2e/target.ts';

const ORGANIZATION = 'aws.partner/genesys.com/cloud/00b109cf-1123-4591-a53c-c534b17e5268';
/** Two partner event sources: the stack makes the bus of the one, and somebody else has made that of the other. */
const OURS = `${ORGANIZATION}/callbacks`;
const THEIRS = `${ORGANIZATION}/everything`;

const DEPLOY = ['deploy', '--require-approval', 'never'];
const SHIPPED = ['-c', 'stage=dev'];
const CHANGED = ['--app', 'node test/deploy/app.ts'];

export function describeChanges(getTarget: () => DeployedTarget): void {
  describe('a second deploy of the same version', () => {
    it('changes nothing', async () => {
      const { code, output } = await cdk(['diff', '--fail', ...SHIPPED], place);
      expect([code, output]).toEqual([0, expect.stringContaining('There were no differences')]);
      expect(await mustCdk([...DEPLOY, ...SHIPPED], place)).toContain('(no changes)');
    });
  });

  describe('a deploy of a changed configuration', () => {
    const env = { DEPLOY_CONFIG: join(place.folder, 'config') };
    const config = {
      deletionProtection: false,
      logRetentionDays: 14,
      throttle: { ratePerSecond: 51, burst: 102 },
      partnerEventSource: OURS,
      apiDestination: { eventBusName: THEIRS },
      customersReached: true,
    };
    let genesys: Genesys;

    beforeAll(async () => {
      genesys = await openGenesys(getTarget());
      mkdirSync(env.DEPLOY_CONFIG);
      const { placers } = genesys;
      writeFileSync(join(env.DEPLOY_CONFIG, 'dev.json'), JSON.stringify({ ...config, placers }));
      await makeBus(THEIRS);
    });
    afterAll(async () => {
      await deleteBus(THEIRS);
      await genesys.close();
    });

    it('that fails is rolled back, and says why', async () => {
      // A partner event source takes one bus at a time.
      await makeBus(OURS);
      onTestFinished(() => deleteBus(OURS));
      const { code, output } = await cdk([...DEPLOY, ...CHANGED], { ...place, env });
      expect(code).not.toBe(0);
      expect(output).toMatch(/already exists.*aws\.partner\/genesys\.com/);
      expect(await stackStatus(getTarget())).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(await logRetentions(getTarget())).toEqual(new Set([7]));
    });

    it('takes effect, and leaves state and the pause switch as they are', async () => {
      const target = getTarget();
      const subject = aSubject();
      await post(target, message(subject, [customer(subject, { callbackScheduledTime: inMs(3_600_000) })]));
      const before = await report(target, subject.conversationId);
      const ssm = new SSMClient({});
      const Name = target.outputs.AutomationsPath.replace(/automations$/, 'paused');
      await ssm.send(new PutParameterCommand({ Name, Value: 'true', Overwrite: true }));

      const outputs = ['--outputs-file', outputsFile(place.folder)];
      await mustCdk([...DEPLOY, ...CHANGED, ...outputs], { ...place, env });

      expect(await logRetentions(target)).toEqual(new Set([14]));
      expect(await throttle(target)).toMatchObject({ ThrottlingRateLimit: 51, ThrottlingBurstLimit: 102 });
      expect(readOutputs(place.folder)).toEqual(target.outputs);
      expect(await report(target, subject.conversationId)).toEqual(before);
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
      expect(Parameter?.Value).toBe('true');
      await ssm.send(new PutParameterCommand({ Name, Value: 'false', Overwrite: true }));
      ssm.destroy();
    });

    it.each([
      ['partner event bus, by the notifications queue', OURS],
      ["somebody else's bus, by the API destination", THEIRS],
    ])('takes in what reaches the %s', async (_, source) => {
      const target = getTarget();
      const subject = aSubject();
      await putPartnerEvent(source, message(subject, [customer(subject)]));
      const isKnown = async () => (await getState(target, subject.conversationId)).status === 200;
      await vi.waitUntil(isKnown, { timeout: 15_000, interval: 200 });
    });

    testGenesys(getTarget, () => genesys);
  });
}

async function stackStatus({ sqs }: DeployedTarget): Promise<string | undefined> {
  const answer = await call(sqs, {
    service: 'cloudformation',
    url: `${place.url}/`,
    method: 'POST',
    body: `Action=DescribeStacks&Version=2010-05-15&StackName=${STACK}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  return /<StackStatus>(\w+)</.exec(answer)?.[1];
}

async function logRetentions({ sqs }: DeployedTarget): Promise<Set<unknown>> {
  const answer = await call(sqs, {
    service: 'logs',
    url: `${place.url}/`,
    method: 'POST',
    body: '{}',
    headers: {
      'x-amz-target': 'Logs_20140328.DescribeLogGroups',
      'content-type': 'application/x-amz-json-1.1',
    },
  });
  const { logGroups } = JSON.parse(answer);
  return new Set(logGroups.map((group: { retentionInDays?: number }) => group.retentionInDays));
}

async function throttle({ sqs, url }: DeployedTarget): Promise<unknown> {
  const apiId = url.split('/').at(-2);
  const stages = await call(sqs, { service: 'apigateway', url: `${place.url}/v2/apis/${apiId}/stages` });
  return JSON.parse(stages).items[0].defaultRouteSettings;
}
