import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A call of the receiver to a service of AWS. */
export interface AwsCall {
  readonly operation: string;
  readonly body: string;
  /** The same for every try of the SDK. */
  readonly invocation: string;
}

/** What can be done with a call instead of passing it on and its answer back. */
export interface Intervention {
  /** Has it take effect; what this resolves to gives the answer to the receiver. */
  pass(): Promise<() => void>;
  /** Fails it as AWS does when it is in trouble. */
  fail(): void;
  /** Breaks the connection. */
  cut(): void;
}

export type Intervene = (call: AwsCall, intervention: Intervention) => Promise<void>;

/** Stands between the receiver and AWS: passes everything on but what a scenario intervenes in. */
export interface InterposedAws {
  readonly url: string;
  /** Where AWS is from now on. */
  passOnTo(endpoint: string): void;
  /** Intervenes in all calls that match, from now on. */
  intervene(matches: (call: AwsCall) => boolean, intervene: Intervene): void;
  /** How many interventions never found a call: a trouble that a scenario meant to make, and did not. */
  unmet(): number;
  close(): Promise<void>;
}

interface Rule {
  readonly matches: (call: AwsCall) => boolean;
  readonly intervene: Intervene;
  isMet: boolean;
}

export async function interposeAws(endpoint: string): Promise<InterposedAws> {
  let target = endpoint;
  const rules: Rule[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const call = callOf(request, body);
    const intervention = interventionIn({ request, response, body, target });
    const rule = rules.find(({ matches }) => matches(call));
    if (rule !== undefined) rule.isMet = true;
    // A stack that was killed breaks the connections of whoever calls it.
    await (rule?.intervene ?? passBack)(call, intervention).catch(intervention.cut);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    passOnTo: (next) => {
      target = next;
    },
    intervene: (matches, intervene) => void rules.push({ matches, intervene, isMet: false }),
    unmet: () => rules.filter(({ isMet }) => !isMet).length,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const headerOf = ({ headers }: IncomingMessage, name: string) => String(headers[name] ?? '');

const callOf = (request: IncomingMessage, body: Buffer): AwsCall => ({
  operation: headerOf(request, 'x-amz-target').split('.').at(-1) ?? '',
  invocation: headerOf(request, 'amz-sdk-invocation-id'),
  body: body.toString(),
});

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly target: string;
}

const passBack: Intervene = async (_, { pass }) => (await pass())();

function interventionIn(exchange: Exchange): Intervention {
  const { response } = exchange;
  return {
    async pass() {
      const { status, headers, answer } = await passOn(exchange);
      return () => void response.writeHead(status, headers).end(answer);
    },
    fail() {
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: 'InternalServerError', message: 'in trouble' }));
    },
    cut: () => void response.destroy(),
  };
}

async function passOn({ request: { method, url: path, headers }, body, target }: Exchange) {
  const onward = httpRequest(target, { method, path, headers, agent: false });
  onward.end(body);
  const [incoming]: IncomingMessage[] = await once(onward, 'response');
  if (incoming === undefined) throw new Error('There is no response in the event.');
  return { status: incoming.statusCode ?? 502, headers: incoming.headers, answer: await buffer(incoming) };
}
