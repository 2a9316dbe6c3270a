/** Reading requests and writing answers in AWS's JSON protocols. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '#local/aws/aws-error.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** Reads the whole body, up to what dynalite takes. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new AwsError('RequestEntityTooLarge', 'The request is too large.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Parses a body; an empty one is an empty object. */
export function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The request is not JSON.');
  }
}

/** Answers in the content type of the request. */
export function answerJson(
  request: IncomingMessage,
  response: ServerResponse,
  statusCode: number,
  answer: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(statusCode, {
      'content-type': request.headers['content-type'] ?? 'application/json',
      'x-amzn-requestid': randomUUID(),
      ...headers,
    })
    .end(JSON.stringify(answer));
}

/** Answers a refusal so that every SDK client recognises it: by `__type`, by header, and as SQS's old protocol did. */
export function answerError(request: IncomingMessage, response: ServerResponse, error: AwsError): void {
  const queryCode =
    error.code === 'QueueDoesNotExist' ? 'AWS.SimpleQueueService.NonExistentQueue' : error.code;
  answerJson(
    request,
    response,
    error.statusCode,
    { __type: error.code, message: error.message },
    { 'x-amzn-errortype': error.code, 'x-amzn-query-error': `${queryCode};Sender` },
  );
}
