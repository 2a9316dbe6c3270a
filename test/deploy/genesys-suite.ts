/** A deployed stack whose placer asks a fake Genesys Cloud, which is served on this machine. */
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, it, vi } from 'vitest';
import { AGENT_FIRST_QUEUE, CUSTOMER_FIRST_QUEUE, OAUTH_CLIENT } from '#local/genesys/defaults.ts';
import { startFakeGenesys } from '#local/genesys/start-fake-genesys.ts';
import { decide } from '#test/deploy/decisions-suite.ts';
import type { DeployedTarget } from '#test/deploy/deployed-target.ts';
import { eventsOf, report } from '#test/e2e/target.ts';

const SECRET = 'genesys/oauth-client';
const PLACER = 'customer-first';

export type Genesys = Awaited<ReturnType<typeof openGenesys>>;

/** Starts it, and makes what the stack's users make: the secret, and an automation of its placer. */
export async function openGenesys(target: DeployedTarget) {
  const webhook = { url: `${target.url}/notifications`, headers: { 'x-api-key': target.apiKey } };
  const { fake, url, close } = await startFakeGenesys({ webhook: () => webhook });
  const secrets = new SecretsManagerClient({});
  const ssm = new SSMClient({});
  const Name = `${target.outputs.AutomationsPath}/genesys`;
  const automation = { match: { queueId: AGENT_FIRST_QUEUE.id }, placer: PLACER };
  const SecretString = JSON.stringify(OAUTH_CLIENT);
  await secrets.send(new CreateSecretCommand({ Name: SECRET, SecretString }));
  await ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: JSON.stringify(automation) }));
  const genesys = { url, secret: SECRET };
  return {
    control: fake.control,
    placers: { [PLACER]: { kind: 'genesys-callback', genesys, queueId: CUSTOMER_FIRST_QUEUE.id } },
    async close() {
      await close();
      await secrets.send(new DeleteSecretCommand({ SecretId: SECRET, ForceDeleteWithoutRecovery: true }));
      await ssm.send(new DeleteParameterCommand({ Name }));
      secrets.destroy();
      ssm.destroy();
    },
  };
}

const soon = { timeout: 100_000, interval: 250 };

/** Tests for within a suite whose stack has the placers of `getGenesys`. */
export function testGenesys(getTarget: () => DeployedTarget, getGenesys: () => Genesys): void {
  it('leaves open what Genesys did not answer clearly, until an operator decides; then the customer is called, once', async () => {
    const target = getTarget();
    const { control } = getGenesys();
    control.fail({ operation: 'create-callback', fault: { kind: 'error', status: 500, effect: false } });
    const conversationId = control.createCallback({ inSeconds: 3 });
    const placement = async () => (await placementsOf(target, conversationId))[0];
    await vi.waitUntil(async () => (await placement())?.state === 'unknown', soon);
    expect(control.calls()).toEqual([]);

    const [{ key, placement: doubt } = {}] = (await report(target, conversationId)).callbacks;
    const word = { callbackKey: key, unknownSince: doubt?.unknownSince, decision: 'place-again' };
    const answers = [];
    for (const one of [word, word]) answers.push((await decide(target, conversationId, one)).status);
    expect(answers).toEqual([200, 409]);
    await vi.waitUntil(async () => (await placement())?.state === 'placed', soon);
    await vi.waitUntil(() => control.calls().length > 0, soon);
    await vi.waitUntil(async () => (await eventsOf(target, conversationId)).length > 0, soon);
    expect(control.calls()).toHaveLength(1);
    const kinds = (await eventsOf(target, conversationId)).map((event) => event['detail-type']);
    expect(kinds).toEqual(['CallbackPlaced']);
  });
}

/** The placements of a conversation's callbacks; none while nothing is known of it. */
async function placementsOf(target: DeployedTarget, conversationId: string) {
  const { callbacks } = await report(target, conversationId).catch(() => ({ callbacks: [] }));
  return callbacks.map(({ placement }) => placement);
}
