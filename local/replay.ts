/** `npm run replay`: lists, shows and posts again what the running stack has in quarantine. */
import { parseArgs } from 'node:util';
import { askStack, requireRunning } from '#local/post-to-stack.ts';
import { type QuarantinedMessage, withQuarantine } from '#local/quarantine.ts';
import { runCommand, usageError } from '#local/run-command.ts';
import type { RunningStack } from '#local/running-stack.ts';
import { StartError } from '#local/start-error.ts';

const USAGE = `Usage: npm run replay                lists the refused bodies
       npm run replay -- --show ID   prints one, as it was sent: it may name people and their numbers
       npm run replay -- --post ID   posts it again; "all" for all of them`;

async function main(): Promise<void> {
  const { show, post, help } = readArguments();
  if (help) {
    console.log(USAGE);
    return;
  }
  const running = requireRunning();
  await withQuarantine(running, async (messages) => {
    if (show !== undefined) console.log(chosen(messages, show)[0]?.body);
    else if (post === undefined) list(messages);
    else for (const message of chosen(messages, post)) await postAgain(running, message);
  });
}

function readArguments() {
  try {
    const options = {
      show: { type: 'string' },
      post: { type: 'string' },
      help: { type: 'boolean' },
    } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    throw usageError(error, USAGE);
  }
}

function list(messages: readonly QuarantinedMessage[]): void {
  if (messages.length === 0) console.log('Nothing is in quarantine.');
  for (const { id, sentAt, body, conversationId } of messages) {
    const beside = conversationId === undefined ? '' : `  conversation ${conversationId}`;
    console.log(`${id}  ${sentAt}  ${Buffer.byteLength(body)} bytes${beside}`);
  }
}

function chosen(messages: readonly QuarantinedMessage[], id: string): readonly QuarantinedMessage[] {
  const found = id === 'all' ? messages : messages.filter((message) => message.id === id);
  if (found.length === 0) throw new StartError(`Nothing is in quarantine under ${id}.`);
  return found;
}

async function postAgain(running: RunningStack, message: QuarantinedMessage): Promise<void> {
  const { id, body, conversationId } = message;
  const path =
    conversationId === undefined
      ? '/notifications'
      : `/conversations/${encodeURIComponent(conversationId)}/callbacks`;
  const { status, text } = await askStack(running, path, body);
  console.log(`${id}  ${status}  ${text}`);
  // What is refused once more was put into quarantine once more, by that.
  if (status === 200 || status === 400) await message.remove();
  if (status !== 200) process.exitCode = 1;
}

await runCommand(main);
