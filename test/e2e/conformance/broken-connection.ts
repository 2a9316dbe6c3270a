import { once } from 'node:events';
import { connect } from 'node:net';
import type { Request } from '#test/e2e/conformance/sender.ts';

/**
 * Begins a request, and breaks off in the middle of its body. Asks for `100 Continue` first: then the receiver has
 * begun with the request for certain.
 */
export async function breakOffWithin(
  url: string,
  { headers, body }: Request,
  how: 'reset' | 'end',
): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  const bytes = Buffer.from(body);
  const head = Object.entries({
    ...headers,
    host,
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    expect: '100-continue',
  });
  socket.write(
    ['POST /notifications HTTP/1.1', ...head.map(([name, value]) => `${name}: ${value}`), '', ''].join(
      '\r\n',
    ),
  );
  await once(socket, 'data');
  const { promise: isWritten, resolve } = Promise.withResolvers<void>();
  socket.write(bytes.subarray(0, bytes.length / 2), () => resolve());
  await isWritten;
  const closed = once(socket, 'close');
  if (how === 'reset') socket.resetAndDestroy();
  else socket.end();
  // Whatever is still answered goes unread.
  socket.resume();
  await closed;
}
