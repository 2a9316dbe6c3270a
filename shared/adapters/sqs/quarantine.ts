import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { Quarantine } from '#shared/ports/quarantine.ts';

const compress = promisify(gzip);

const MessageSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    encoding: v.picklist(['gzip+base64', 'utf16le+gzip+base64']),
    body: v.string(),
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
    async keep(body) {
      const MessageBody = await formatQuarantined(body);
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
  };
}

async function formatQuarantined(body: string): Promise<string> {
  // UTF-8 has no form for half of a surrogate pair, which JSON's escapes can smuggle in.
  const isWellFormed = body.isWellFormed();
  const bytes = await compress(Buffer.from(body, isWellFormed ? 'utf8' : 'utf16le'));
  const encoding = isWellFormed ? 'gzip+base64' : 'utf16le+gzip+base64';
  return JSON.stringify({ encoding, body: bytes.toString('base64') });
}

/** Gives a quarantined body back, character for character; throws a `QuarantineMessageError` where there is none. */
export function readQuarantined(messageBody: string): string {
  const message = v.safeParse(MessageSchema, messageBody);
  if (!message.success) throw new QuarantineMessageError();
  const { encoding, body } = message.output;
  try {
    return gunzipSync(Buffer.from(body, 'base64')).toString(encoding === 'gzip+base64' ? 'utf8' : 'utf16le');
  } catch {
    throw new QuarantineMessageError();
  }
}
