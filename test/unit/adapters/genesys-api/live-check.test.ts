import { describe, expect, it } from 'vitest';
import { createLiveCheck } from '#shared/adapters/genesys-api/live-check.ts';
import { minutes, seconds } from '#shared/domain/time.ts';
import { fingerprintOf } from '#shared/genesys/fingerprint.ts';
import { SHAPES } from '#test/builders/bodies.ts';
import { CONVERSATION } from '#test/builders/observations.ts';
import { NOON, noon } from '#test/builders/times.ts';
import { aClient } from '#test/unit/adapters/genesys-api/a-client.ts';
import { anError, failed, type Scripted } from '#test/unit/adapters/genesys-api/scripted-fetch.ts';

const story = { at: noon(60), toldAt: noon(-600) };
const body = (shape: string) => SHAPES[shape]?.(story) as Record<string, unknown>;
const conversation = () => body('bare Conversation');
const [participant] = conversation()['participants'] as object[];

const aLiveCheckOf = (answer: Scripted, conversationId = CONVERSATION) => {
  const world = aClient([answer]);
  const liveCheck = createLiveCheck(world.client, world);
  return { ...world, liveCheck, ask: () => liveCheck.ask(conversationId) };
};

describe('the live check', () => {
  it('asks for the conversation once', async () => {
    const { ask, requests, telemetry } = aLiveCheckOf({ status: 200, body: conversation() });
    await ask();
    expect(requests).toMatchObject([
      {
        method: 'GET',
        url: `https://api.mypurecloud.de/api/v2/conversations/${CONVERSATION}`,
        body: undefined,
      },
    ]);
    expect(telemetry.counted('genesys.requests')).toBe(1);
  });

  it('fetches the token beforehand, and nothing else', async () => {
    const { liveCheck, tokens, requests } = aLiveCheckOf({ status: 200 });
    await liveCheck.prepare();
    expect([tokens.length, requests.length]).toEqual([1, 0]);
  });

  it('tells what Genesys says, stamped 5 s before the question', async () => {
    const answer = await aLiveCheckOf({ status: 200, body: conversation() }).ask();
    const stampedAt = noon(-5);
    expect(answer).toMatchObject({
      kind: 'told',
      observation: {
        conversationId: CONVERSATION,
        stampedAt,
        told: { kind: 'snapshot', calls: [], legs: [{ purpose: 'customer', scheduledFor: story.at }] },
      },
    });
    if (answer.kind !== 'told') throw new Error('Nothing was told.');
    const { fingerprint, told } = answer.observation;
    expect(fingerprint).toBe(fingerprintOf(stampedAt, CONVERSATION, told));
  });

  it('tells of calls', async () => {
    const call = { id: 'call', state: 'alerting', direction: 'outbound' };
    const participants = [{ ...participant, calls: [call] }];
    const answer = await aLiveCheckOf({ status: 200, body: { ...conversation(), participants } }).ask();
    expect(answer).toMatchObject({ observation: { told: { calls: [call] } } });
  });

  it('tells that a conversation is gone', async () => {
    const { ask, telemetry } = aLiveCheckOf(anError(404, 'not.found'));
    expect(await ask()).toEqual({ kind: 'gone' });
    expect(telemetry.lines).toEqual([]);
  });

  it('writes ids into the address so that they stay ids', async () => {
    const { ask, requests } = aLiveCheckOf({ status: 200 }, 'a/../b?c#d\ud800');
    await ask();
    expect(requests[0]?.url).toBe(
      'https://api.mypurecloud.de/api/v2/conversations/a%2F..%2Fb%3Fc%23d%EF%BF%BD',
    );
  });
});

describe('the live check has no answer', () => {
  it.each<[string, Scripted, string]>([
    ['no permission', anError(403), 'forbidden'],
    ['a bad request', anError(400, 'bad.request'), 'bad-request'],
    ['a conflict', anError(409), 'conflict'],
    ['something gone', anError(410, 'gone'), 'not-found'],
    ['a refused token', anError(401), 'token-refused'],
    ['a redirection', { status: 302, headers: { location: 'https://example.org' } }, 'redirected'],
    ['a 404 that is not of Genesys', { status: 404, body: '<html>' }, 'not-found'],
    ['a 404 without a body', { status: 404 }, 'not-found'],
    ['too many requests', anError(429), 'too-many-requests'],
    ['500', anError(500), 'no-clear-answer'],
    ['503', anError(503), 'no-clear-answer'],
    ['504', anError(504), 'no-clear-answer'],
    ['no connection', failed('ECONNREFUSED'), 'no-connection'],
    ['a lost connection', failed('ECONNRESET'), 'connection-lost'],
    ['a time-out', new DOMException('quoted', 'TimeoutError'), 'timed-out'],
  ])('after %s', async (_, answer, because) => {
    expect(await aLiveCheckOf(answer).ask()).toEqual({ kind: 'no-answer', because });
  });

  it('and hands on how long Genesys asks to wait', async () => {
    const { ask } = aLiveCheckOf(anError(429, 'too.many.requests', { 'retry-after': '60' }));
    expect(await ask()).toMatchObject({ kind: 'no-answer', retryAfter: minutes(1) });
  });

  it.each<[string, unknown]>([
    ['no body', undefined],
    ['an empty body', ''],
    ['no JSON', '<html>'],
    ['half a body', JSON.stringify(conversation()).slice(0, -1)],
    ['null', 'null'],
    ['an empty object', {}],
    ['a list', [conversation()]],
    ['an error with 200', { message: 'quoted', code: 'not.found', status: 404 }],
    ['another conversation', { ...conversation(), id: '9d57c83b-54bd-4e47-9fd2-d5e8ec6dcbf1' }],
    ['no participants', { id: CONVERSATION }],
    ['an empty list of participants', { id: CONVERSATION, participants: [] }],
    ['participants that are none', { id: CONVERSATION, participants: ['customer'] }],
    [
      'participants without callbacks',
      { id: CONVERSATION, participants: [{ purpose: 'customer', calls: [] }] },
    ],
    ['the shape that carries no calls', body('bare CallbackConversation')],
    ['one leg', body('Callback')],
    ['a detail event', body('relayed flat body')],
    ['calls of another type', { ...conversation(), participants: [{ ...participant, calls: 'none' }] }],
    [
      'an instant that is none',
      {
        ...conversation(),
        participants: [
          { ...participant, callbacks: [{ state: 'scheduled', callbackScheduledTime: 'soon' }] },
        ],
      },
    ],
  ])('in %s', async (_, sent) => {
    const { ask, telemetry } = aLiveCheckOf({ status: 200, body: sent });
    expect(await ask()).toEqual({ kind: 'no-answer', because: 'malformed-answer' });
    expect(JSON.stringify(telemetry.lines)).not.toContain('quoted');
  });

  it('without a token', async () => {
    const world = aClient([], { tokens: [anError(503)] });
    const liveCheck = createLiveCheck(world.client, world);
    await liveCheck.prepare();
    expect(await liveCheck.ask(CONVERSATION)).toEqual({ kind: 'no-answer', because: 'no-token' });
    expect(world.requests).toEqual([]);
  });

  it('and says what to mend where Genesys forbids to ask', async () => {
    const { ask, telemetry } = aLiveCheckOf(anError(403, 'missing.any.permissions'));
    await ask();
    expect(telemetry.counted('genesys.refused')).toBe(1);
    expect(telemetry.lines).toMatchObject([
      {
        event: 'genesys.refused',
        fields: { fix: 'Needed: the permission conversation:communication:view.' },
      },
    ]);
  });
});

it('is not confused by how late the answer comes', async () => {
  const world = aLiveCheckOf({ status: 200, body: conversation() });
  const answer = world.ask();
  world.clock.moveTo(noon(8));
  expect(await answer).toMatchObject({ observation: { stampedAt: NOON - seconds(5) } });
});
