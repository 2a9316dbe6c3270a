/** The life of a callback at the fake Genesys Cloud, from its creation to the call that is made for it. */
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Story } from '#local/demo/story.ts';
import type { FakeGenesys } from '#local/genesys/create-fake-genesys.ts';
import { AGENT_FIRST_QUEUE } from '#local/genesys/defaults.ts';
import { PARAMETER_PATH } from '#local/provision.ts';

const DUE = 4200;

export const GENESYS_STORY = {
  name: 'genesys',
  what: 'at the fake Genesys Cloud, whose own notifications tell of it',
  steps: [],
  expected: [{ type: 'CallbackPlaced', due: DUE }],
  moral: 'is placed by Genesys: one call, and the old callback is disconnected',
} satisfies Story & { readonly what: string };

/** Creates the callback, and the automation that has it placed; answers its conversation. */
export async function createAtGenesys({ control }: FakeGenesys, startedAt: number): Promise<string> {
  const ssm = new SSMClient();
  const automation = { placer: 'genesys-callback', match: { queueId: AGENT_FIRST_QUEUE.id } };
  await ssm.send(
    new PutParameterCommand({
      Name: `${PARAMETER_PATH}/automations/genesys`,
      Value: JSON.stringify(automation),
      Type: 'String',
    }),
  );
  ssm.destroy();
  return control.createCallback({
    number: '+13175550142',
    scheduledFor: new Date(startedAt + DUE).toISOString(),
  });
}

/** Says what Genesys did otherwise than it should have. */
export function genesysFaultsOf({ control }: FakeGenesys, conversationId: string): string[] {
  const calls = control.calls().filter((call) => call.originalConversationId === conversationId).length;
  const old = control.conversations().find(({ id }) => id === conversationId);
  return [
    ...(calls === 1 ? [] : [`${calls} calls were made`]),
    ...(old?.endTime === undefined ? ['the old callback is still open'] : []),
  ];
}
