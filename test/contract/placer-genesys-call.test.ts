import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { createAgentTokens } from '#shared/adapters/genesys-api/agent-tokens.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createGenesysCallPlacer } from '#shared/adapters/placers/genesys-call.ts';
import type { GenesysPlacerDeps } from '#shared/adapters/placers/genesys-placer-deps.ts';
import { LAMBDA_PLACER_CLIENT } from '#shared/adapters/placers/lambda.ts';
import { durationMs, minutes, plus, seconds } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';
import { awsError, clientOptions, deadUrl, type StubAnswer } from '#test/contract/aws-stub.ts';
import { aStub, closeAfterEachTest, closeAfterTest } from '#test/contract/closing.ts';
import { aRequest, describePlacer } from '#test/contract/placer.contract.ts';
import { aGenesys, genesysError, genesysTargets } from '#test/contract/placer-genesys.ts';

closeAfterEachTest();

const AGENT = aRequest().agentId ?? '';

const tokensAt = (url: string, telemetry = createMemoryTelemetry(), clock = createMemoryClock(NOON)) =>
  createAgentTokens({
    lambda: new LambdaClient({ ...LAMBDA_PLACER_CLIENT, ...clientOptions(url) }),
    functionName: 'agent-token',
    clock,
    telemetry,
    timeout: durationMs(300),
  });

/** The function that answers agents' tokens: what it was asked, and one answer after another. */
async function aTokenFunction(...answers: readonly object[]) {
  const endpoint = closeAfterTest(await startAwsEndpoint());
  const events: unknown[] = [];
  endpoint.registerFunction('agent-token', (event) => {
    events.push(event);
    return answers[events.length - 1] ?? answers.at(-1);
  });
  return { url: endpoint.url, events };
}

const placerOf = (deps: GenesysPlacerDeps, agentTokens: ReturnType<typeof createAgentTokens>) =>
  createGenesysCallPlacer({ requestsPerMinute: 270 }, { ...deps, agentTokens });

const always = (token: string | undefined) => () => ({
  current: async () => token,
  renewed: async () => token,
});

describePlacer('genesys-call', {
  traits: { kind: 'genesys-call', repeatable: false },
  dialing: {
    callsShow: 'in-conversation',
    client: 'genesys',
    needsAgent: true,
    requestsPerPlacement: 2,
    requestsPerMinute: 270,
  },
  takesNoKey: true,
  ...genesysTargets(
    (deps) => placerOf(deps, always('agent-token')),
    () => undefined,
  ),
});

describe('the genesys-call placer', () => {
  it("places the call of the conversation, by the agent's token and with the preview's column", async () => {
    const { url, events } = await aTokenFunction({ accessToken: 'agent-1', expiresInSeconds: 600 });
    const { deps, requests } = await aGenesys(() => ({ status: 200, body: '{}' }));
    const request = aRequest({ phoneColumn: 'Mobile' });
    const place = await placerOf(deps, tokensAt(url)).prepare(request);
    expect(events).toEqual([{ schemaVersion: 1, userId: AGENT, refused: false }]);
    expect(await place(request)).toEqual({ kind: 'placed' });
    expect(events).toHaveLength(1);
    const [posted] = requests();
    expect(posted?.url).toBe(`/api/v2/conversations/calls/${request.conversationId}`);
    expect(posted?.headers.authorization).toBe('Bearer agent-1');
    expect(JSON.parse(posted?.body ?? '')).toEqual({ callNumber: '+4915112345678', phoneColumn: 'Mobile' });
  });

  it('asks for another token when Genesys refuses the first, and places by that', async () => {
    const { url, events } = await aTokenFunction({ accessToken: 'old' }, { accessToken: 'new' });
    const { deps, requests } = await aGenesys(({ headers }) =>
      headers.authorization === 'Bearer new'
        ? { status: 200, body: '{}' }
        : genesysError(401, 'bad.credentials'),
    );
    const place = await placerOf(deps, tokensAt(url)).prepare(aRequest());
    expect(await place(aRequest())).toEqual({ kind: 'placed' });
    expect(events).toMatchObject([{ refused: false }, { refused: true }]);
    expect(requests()).toHaveLength(2);
  });

  it.each([
    ['another token is refused too', [{ accessToken: 'old' }, { accessToken: 'other' }], 2],
    ['the same token comes again', [{ accessToken: 'old' }, { accessToken: 'old' }], 1],
    ['no other token comes', [{ accessToken: 'old' }, {}], 1],
  ])('answers a refusal that passes when %s', async (_, answers, asked) => {
    const { url } = await aTokenFunction(...answers);
    const { deps, requests, telemetry } = await aGenesys(() => genesysError(401, 'bad.credentials'));
    const place = await placerOf(deps, tokensAt(url)).prepare(aRequest());
    const outcome = await place(aRequest());
    expect(outcome).toEqual({ kind: 'refused', because: 'agent-token-refused', final: false });
    expect(requests()).toHaveLength(asked);
    expect(telemetry.counted('genesys.refused')).toBe(1);
  });

  it('says for good that Genesys wants a user', async () => {
    const { deps, telemetry } = await aGenesys(() => genesysError(400, 'not.a.user'));
    const place = await placerOf(deps, always('t')).prepare(aRequest());
    expect(await place(aRequest())).toEqual({ kind: 'refused', because: 'not-a-user', final: true });
    expect(telemetry.lines).toMatchObject([{ event: 'genesys.refused', fields: { code: 'not.a.user' } }]);
  });

  it('has nothing to clean up, since the call is part of the conversation', async () => {
    const { deps } = await aGenesys(() => ({ status: 200 }));
    expect(placerOf(deps, always('t'))).not.toHaveProperty('cleanUp');
  });
});

describe("where the agent's token cannot be had", () => {
  const postponed = { kind: 'postponed', because: 'no-agent-token' };

  async function outcomeBy(tokenFunction: string, request = aRequest()) {
    const telemetry = createMemoryTelemetry();
    const { deps, requests } = await aGenesys(() => ({ status: 200 }));
    const place = await placerOf(deps, tokensAt(tokenFunction, telemetry)).prepare(request);
    const outcome = await place(request);
    expect(requests()).toEqual([]);
    return { outcome, telemetry };
  }

  const broken: readonly (readonly [string, StubAnswer, 'genesys.refused' | 'genesys.failed'])[] = [
    [
      'fails',
      { status: 200, headers: { 'x-amz-function-error': 'Unhandled' }, body: '{}' },
      'genesys.refused',
    ],
    ['answers something else', { status: 200, body: '{"token":"secret-1"}' }, 'genesys.refused'],
    ['answers no JSON', { status: 200, body: 'secret-1' }, 'genesys.refused'],
    [
      'answers what no header can hold',
      { status: 200, body: '{"accessToken":"secret-1\\n"}' },
      'genesys.refused',
    ],
    ['is not there', awsError(404, 'ResourceNotFoundException'), 'genesys.refused'],
    ['is throttled', awsError(429, 'TooManyRequestsException'), 'genesys.failed'],
    ['is silent', 'silence', 'genesys.failed'],
    ['breaks off', 'reset', 'genesys.failed'],
  ];

  it.each(broken)('postpones when the function %s', async (_, answer, event) => {
    const { url } = await aStub(answer);
    const { outcome, telemetry } = await outcomeBy(url);
    expect(outcome).toEqual(postponed);
    expect(telemetry.lines.map((line) => line.event)).toEqual([event]);
    expect(telemetry.counted('genesys.refused')).toBe(event === 'genesys.refused' ? 1 : 0);
    expect(JSON.stringify(telemetry.lines)).not.toMatch(/secret-1|4915112345678/);
  });

  it('postpones when the function is out of reach', async () => {
    expect((await outcomeBy(await deadUrl())).outcome).toEqual(postponed);
  });

  it('postpones when nobody knows who the agent is', async () => {
    const { url, events } = await aTokenFunction({ accessToken: 'agent-1' });
    const { agentId: _, ...agentless } = aRequest();
    expect((await outcomeBy(url, agentless)).outcome).toEqual(postponed);
    expect(events).toEqual([]);
  });
});

describe("agents' tokens", () => {
  it('are kept per user until their end', async () => {
    const clock = createMemoryClock(NOON);
    const { url, events } = await aTokenFunction({ accessToken: 'agent-1', expiresInSeconds: 600 });
    const tokens = tokensAt(url, createMemoryTelemetry(), clock);
    await tokens('a').current();
    await tokens('b').current();
    expect(await tokens('a').current()).toBe('agent-1');
    expect(events).toMatchObject([{ userId: 'a' }, { userId: 'b' }]);
    clock.moveTo(plus(NOON, seconds(541)));
    await tokens('a').current();
    expect(events).toHaveLength(3);
  });

  it('are kept for five minutes where nobody tells their end', async () => {
    const clock = createMemoryClock(NOON);
    const { url, events } = await aTokenFunction({ accessToken: 'agent-1' });
    const tokens = tokensAt(url, createMemoryTelemetry(), clock);
    await tokens('a').current();
    clock.moveTo(plus(NOON, minutes(4)));
    await tokens('a').current();
    expect(events).toHaveLength(1);
    clock.moveTo(plus(NOON, minutes(5)));
    await tokens('a').current();
    expect(events).toHaveLength(2);
  });

  it('of more agents than a thousand are forgotten, the oldest first', async () => {
    const { url } = await aTokenFunction({ accessToken: 'agent-1' });
    const tokens = tokensAt(url);
    const first = tokens('agent 0');
    for (let n = 1; n < 1000; n++) tokens(`agent ${n}`);
    expect(tokens('agent 0')).toBe(first);
    tokens('agent 1000');
    expect(tokens('agent 0')).not.toBe(first);
  });
});
