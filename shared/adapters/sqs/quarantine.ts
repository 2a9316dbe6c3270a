import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { Quarantine, Quarantined } from '#shared/ports/quarantine.ts';

const compress = promisify(gzip);

const MessageSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    encoding: v.picklist(['gzip+base64', 'utf16le+gzip+base64']),
    body: v.string(),
    conversationId: v.optional(v.string()),
  }),
);

/** A message of the quarantine queue cannot be read. Says nothing of what it holds. */
export class QuarantineMessageError extends Error {
  override readonly name = 'QuarantineMessageError';

  constructor() {
    super('A message of the quarantine queue does not have the form that it was sent in.');
  }
}

/** Keeps bodies in an SQS queue: compressed, because the largest would not fit otherwise with what SQS escapes. */
export function createQuarantine(client: SQSClient, queueUrl: string): Quarantine {
  return {
    async keep(body, conversationId) {
      const MessageBody = await formatQuarantined(body, conversationId);
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
  };
}

async function formatQuarantined(body: string, conversationId: string | undefined): Promise<string> {
  // UTF-8 has no form for half of a surrogate pair, which JSON's escapes can smuggle in.
  const isWellFormed = body.isWellFormed();
  const bytes = await compress(Buffer.from(body, isWellFormed ? 'utf8' : 'utf16le'));
  const encoding = isWellFormed ? 'gzip+base64' : 'utf16le+gzip+base64';
  const message = JSON.stringify({ encoding, conversationId, body: bytes.toString('base64') });
  // The id may hold anything that a path can, and SQS does not take every character.
  return message.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Gives what was kept back, character for character; throws a `QuarantineMessageError` where there is nothing. */
export function readQuarantined(messageBody: string): Quarantined {
  const message = v.safeParse(MessageSchema, messageBody);
  if (!message.success) throw new QuarantineMessageError();
  const { encoding, conversationId } = message.output;
  const body = unpack(message.output.body).toString(encoding === 'gzip+base64' ? 'utf8' : 'utf16le');
  return { body, ...(conversationId !== undefined && { conversationId }) };
}

function unpack(text: string): Buffer {
  try {
    return gunzipSync(Buffer.from(text, 'base64'));
  } catch {
    throw new QuarantineMessageError();
  }
}
