import { describe, expect, it } from 'vitest';
import { sendingFailureOf } from '#shared/adapters/http/sending-failure.ts';

const because = (facts: object, message = 'quoted') => Object.assign(new Error(message), facts);
const thrown = (cause: unknown) => new TypeError('fetch failed', { cause });

const HANDSHAKE = 'Client network socket disconnected before secure TLS connection was established';

describe('a request without an answer', () => {
  it.each([
    ['a refused connection', because({ code: 'ECONNREFUSED', syscall: 'connect' })],
    ['a reset while connecting', because({ code: 'ECONNRESET', syscall: 'connect' })],
    ['an unknown name', because({ code: 'ENOTFOUND', syscall: 'getaddrinfo' })],
    ['a connection that took too long', because({ code: 'UND_ERR_CONNECT_TIMEOUT' })],
    ['each of its addresses failing', new AggregateError([because({ syscall: 'connect' })])],
  ])('was certainly not sent after %s', (_, cause) => {
    expect(sendingFailureOf(thrown(cause))).toEqual({ sent: 'no', because: 'no-connection' });
  });

  it.each([
    ['an expired certificate', because({ code: 'CERT_HAS_EXPIRED' })],
    ['a handshake that broke off', because({ code: 'ECONNRESET' }, HANDSHAKE)],
  ])('was certainly not sent after %s', (_, cause) => {
    expect(sendingFailureOf(thrown(cause))).toEqual({ sent: 'no', because: 'no-secure-connection' });
  });

  it.each([
    ['a reset', because({ code: 'ECONNRESET', syscall: 'read' })],
    ['a host that is gone while it is read', because({ code: 'EHOSTUNREACH', syscall: 'read' })],
    ['a network that is gone while it is written', because({ code: 'ENETUNREACH', syscall: 'write' })],
    ['a closed socket', because({ code: 'UND_ERR_SOCKET' })],
    [
      'several failures, not all of connections',
      new AggregateError([because({ syscall: 'connect' }), because({})]),
    ],
    ['several failures, none of them known', new AggregateError([])],
    ['no cause', undefined],
  ])('may have been sent after %s', (_, cause) => {
    expect(sendingFailureOf(thrown(cause))).toEqual({ sent: 'maybe', because: 'connection-lost' });
  });

  it('may have been sent when the time is up', () => {
    const timeout = new DOMException('quoted', 'TimeoutError');
    expect(sendingFailureOf(timeout)).toEqual({ sent: 'maybe', because: 'timed-out' });
  });
});
