import { join, relative } from 'node:path';
import { PARAMETER_PATH } from '#local/provision.ts';
import type { Stack } from '#local/stack.ts';

/** What whoever started the stack wants to know first. Ends with a command to paste. */
export function banner(
  stack: Pick<Stack, 'url' | 'apiKey' | 'aws'>,
  dataDir: string,
  readyMs: number,
): string {
  const directory = relative('', dataDir) || '.';
  return `Ready on ${stack.url} after ${Math.round(readyMs)} ms. Stop with Ctrl-C.

  API key     ${stack.apiKey}
  Data        ${directory} (delete it to start afresh)
  Log         ${join(directory, 'log.jsonl')}
  Settings    ${join(directory, 'parameters')}: edit a file, and it counts within 15 s
  Events      curl ${stack.url}/_local/events
  Pause       ${pause(stack)}
  Genesys     ${stack.url}/_genesys is a fake one: local/README.md tells how to have it call

Send a callback that is due in 10 seconds, then watch for CallbackDue below:

${curl(stack)}

Or send a file: npm run send -- local/samples/waiting.json --in 10s --conversation new
`;
}

// By --region, because the first version of the AWS CLI does not read AWS_REGION.
function pause({ aws }: Pick<Stack, 'aws'>): string {
  const access = `AWS_ENDPOINT_URL=${aws.url} AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x`;
  const parameter = `--overwrite --type String --name ${PARAMETER_PATH}/paused --value true`;
  return `${access} aws --region local ssm put-parameter ${parameter}`;
}

// The shell puts in the instant and a new conversation when the command is pasted.
function curl({ url, apiKey }: Pick<Stack, 'url' | 'apiKey'>): string {
  const body = {
    id: `'"$(node -p 'crypto.randomUUID()')"'`,
    participants: [
      {
        id: '0c3e1012-6a27-4c72-a2f1-2ed4219f24db',
        purpose: 'customer',
        state: 'scheduled',
        callbackNumbers: ['+13175550123'],
        callbackScheduledTime: `'"$(node -p 'new Date(Date.now() + 10000).toISOString()')"'`,
        automatedCallbackConfigId: '5a8b7c62-0b6f-4b7e-9d0c-0b8f4f6c1d11',
      },
    ],
  };
  const text = JSON.stringify(body).replaceAll(String.raw`\"`, '"');
  return `curl -X POST ${url}/notifications -H 'x-api-key: ${apiKey}' -H 'content-type: application/json' \\
  -d '${text}'`;
}
