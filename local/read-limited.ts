import type { IncomingMessage } from 'node:http';

/** Reads a body; `undefined` as soon as it is known to be longer than `maxBytes`, of which no more is kept then. */
export function readLimited(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve(undefined);
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  const keep = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxBytes) {
      chunks.push(chunk);
      return;
    }
    chunks.length = 0;
    request.off('data', keep);
    resolve(undefined);
  };
  request.on('data', keep);
  request.once('end', () => resolve(Buffer.concat(chunks)));
  request.once('error', reject);
  return promise;
}
