import { connect } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHttpServer } from '#local/http-server.ts';

let server: Awaited<ReturnType<typeof startHttpServer>>;
let received: { by: string; event: APIGatewayProxyEventV2 }[];
let warnings: string[];

const answerAs = (by: string) => async (event: APIGatewayProxyEventV2) => {
  received.push({ by, event });
  if (event.headers['x-fail']) throw new Error('a secret message');
  return { statusCode: 202, headers: { 'x-answered-by': by }, body: 'grüße' };
};

beforeEach(async () => {
  received = [];
  warnings = [];
  server = await startHttpServer(0);
  server.serve({
    apiKey: 'the-key',
    ingest: answerAs('ingest'),
    query: answerAs('query'),
    operator: answerAs('operator'),
    genesys: async (_, response, body) => void response.writeHead(203).end(body),
    events: () => [{ time: '2026-09-01T15:00:00.000Z', 'detail-type': 'CallbackDue', detail: {} }],
    warn: (line) => void warnings.push(line),
  });
});
afterEach(() => server.close());

const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { method: 'POST', body, headers });

describe('requests', () => {
  it('reach ingest as events of payload format 2.0, with lower-case headers and the body as it was sent', async () => {
    const response = await post('/notifications?a=1&a=2&b=', '{ "n": "ü" }', {
      'Content-Type': 'application/json; charset=utf-8',
      'X-Api-Key': 'any',
    });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-answered-by')).toBe('ingest');
    expect(await response.text()).toBe('grüße');
    expect(received[0]?.event).toMatchObject({
      version: '2.0',
      rawPath: '/notifications',
      rawQueryString: 'a=1&a=2&b=',
      queryStringParameters: { a: '1,2', b: '' },
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-api-key': 'any' },
      requestContext: { stage: '$default', http: { method: 'POST', path: '/notifications' } },
      body: '{ "n": "ü" }',
      isBase64Encoded: false,
    });
  });

  it.each([
    ['application/octet-stream', true],
    ['application/x-www-form-urlencoded', true],
    ['text/plain', false],
    ['application/cloudevents+json', false],
  ])('of type %s are in base64: %s', async (type, isBase64) => {
    await post('/notifications', '{"a":1}', { 'content-type': type });
    const { body = '', isBase64Encoded } = received[0]?.event ?? {};
    expect(isBase64Encoded).toBe(isBase64);
    expect(Buffer.from(body, isBase64 ? 'base64' : 'utf8').toString()).toBe('{"a":1}');
  });

  it('carry the conversation of their path, decoded', async () => {
    await post('/conversations/a%20b/callbacks', '{}');
    expect(received[0]).toMatchObject({
      by: 'ingest',
      event: { rawPath: '/conversations/a%20b/callbacks', pathParameters: { conversationId: 'a b' } },
    });
  });

  it('of unknown paths and other methods are left to the functions to refuse', async () => {
    await fetch(`${server.url}/elsewhere`);
    await fetch(`${server.url}/notifications`, { method: 'DELETE' });
    expect(received.map(({ by, event }) => [by, event.requestContext.http.method])).toEqual([
      ['ingest', 'GET'],
      ['ingest', 'DELETE'],
    ]);
  });

  it('that a function throws at end with 500 and without its message', async () => {
    const response = await post('/notifications', '{}', { 'x-fail': '1' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(warnings).toEqual(['local HTTP API: POST failed']);
  });
});

describe('the query', () => {
  it('is answered with the API key only', async () => {
    const get = (key?: string) =>
      fetch(`${server.url}/conversations/c1`, { headers: key === undefined ? {} : { 'x-api-key': key } });
    expect((await get('the-key')).headers.get('x-answered-by')).toBe('query');
    for (const refused of [await get(), await get('the-kez')]) {
      expect(refused.status).toBe(401);
      expect(refused.headers.get('content-type')).toBe('application/problem+json');
    }
    expect(received.map(({ by }) => by)).toEqual(['query']);
  });
});

describe("an operator's decision", () => {
  it('is taken with the API key only, for the conversation of its path', async () => {
    const decide = (key: string) => post('/conversations/c%201/decisions', '{}', { 'x-api-key': key });
    expect((await decide('the-kez')).status).toBe(401);
    expect((await decide('the-key')).headers.get('x-answered-by')).toBe('operator');
    expect(received).toMatchObject([
      { by: 'operator', event: { pathParameters: { conversationId: 'c 1' } } },
    ]);
  });
});

describe('what is below /_genesys', () => {
  it('goes to the fake Genesys Cloud, with its body, and to no function', async () => {
    const response = await post('/_genesys/api/v2/conversations', 'body');
    expect([response.status, await response.text()]).toEqual([203, 'body']);
    expect(received).toEqual([]);
  });
});

describe('GET /_local/events', () => {
  it('answers what was put on the bus', async () => {
    const response = await fetch(`${server.url}/_local/events`);
    expect(await response.json()).toMatchObject([{ 'detail-type': 'CallbackDue' }]);
  });

  it('takes no other method', async () => {
    const response = await post('/_local/events', '{}');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET');
  });
});

describe('bodies', () => {
  const MEGABYTE = 1024 * 1024;

  it('of 10 MB are taken, and of one byte more refused with 413', async () => {
    expect((await post('/notifications', Buffer.alloc(10 * MEGABYTE))).status).toBe(202);
    const refused = await post('/notifications', Buffer.alloc(10 * MEGABYTE + 1));
    expect(refused.status).toBe(413);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(received).toHaveLength(1);
  });

  it('without a length are refused as soon as they are too long', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const answered = new Promise<string>((resolve, reject) => {
      socket.once('data', (data) => resolve(data.toString()));
      socket.once('error', reject);
    });
    socket.write('POST /notifications HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
    for (let sent = 0; sent < 11; sent += 1) {
      socket.write(`100000\r\n${'a'.repeat(MEGABYTE)}\r\n`);
    }
    // The request is not over: the answer comes before its end.
    expect(await answered).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it('that break off are nobody’s fault', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('POST /notifications HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    expect((await post('/notifications', '{}')).status).toBe(202);
    expect([warnings, received.length]).toEqual([[], 1]);
  });
});

describe('the port', () => {
  it('is refused in one sentence where it is taken', async () => {
    const port = Number(new URL(server.url).port);
    const second = startHttpServer(port);
    await expect(second).rejects.toThrow(`Port ${port} is in use. Set PORT to another one.`);
  });
});
