/** What the tests know of the stack that `run.ts` deployed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

export const STACK = 'CallbackAutomation-dev';

const OutputsSchema = v.object({
  WebhookUrl: v.string(),
  ConversationsUrl: v.string(),
  ApiKeyCommand: v.string(),
  EventBusName: v.string(),
  NotificationsQueueArn: v.string(),
  AutomationsPath: v.string(),
  TableName: v.string(),
});

export type Outputs = v.InferOutput<typeof OutputsSchema>;

/** Where `cdk deploy` writes the outputs. */
export const outputsFile = (folder: string) => join(folder, 'outputs.json');

/** The outputs of the last deploy. */
export function readOutputs(folder: string): Outputs {
  const stacks: unknown = JSON.parse(readFileSync(outputsFile(folder), 'utf8'));
  return v.parse(v.object({ [STACK]: OutputsSchema }), stacks)[STACK];
}
