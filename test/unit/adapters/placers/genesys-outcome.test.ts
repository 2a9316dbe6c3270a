import { describe, expect, it } from 'vitest';
import { toGenesysOutcome } from '#shared/adapters/placers/genesys-outcome.ts';
import { seconds } from '#shared/domain/time.ts';
import { aClient, aPost } from '#test/unit/adapters/genesys-api/a-client.ts';
import { anError, failed, type Scripted } from '#test/unit/adapters/genesys-api/scripted-fetch.ts';

const placed = { kind: 'placed' };
const refused = (because: string) => ({ kind: 'refused', because, final: true });
const passing = (because: string) => ({ kind: 'refused', because, final: false });
const postponed = (because: string) => ({ kind: 'postponed', because });
const unknown = (because: string) => ({ kind: 'unknown', because });

async function outcomeOf(answer: Scripted) {
  const { client, telemetry, requests } = aClient([answer]);
  const outcome = toGenesysOutcome(await client.send(aPost()), aPost(), telemetry);
  return { outcome, telemetry, requests };
}

describe("the outcome of a placement by Genesys' API", () => {
  it.each<[string, Scripted, object]>([
    ['200', { status: 200, body: {} }, placed],
    ['201', { status: 201 }, placed],
    ['202 without a body', { status: 202 }, placed],
    ['204', { status: 204 }, placed],
    ['200 with a strange body', { status: 200, body: 'no' }, placed],
    ['301', anError(301), refused('redirected')],
    ['302', anError(302), refused('redirected')],
    ['307', anError(307), refused('redirected')],
    ['400 not.a.user', anError(400, 'not.a.user'), refused('not-a-user')],
    ['400 bad.request', anError(400, 'bad.request'), refused('bad-request')],
    ['400 invalid.value', anError(400, 'invalid.value'), refused('invalid-value')],
    ['400 of no numbers', anError(400, 'callback.error.missing.callback.numbers'), refused('bad-number')],
    ['400 of no queue', anError(400, 'callback.error.missing.queue.id'), refused('bad-queue')],
    [
      '400 of a time',
      anError(400, 'callback.error.scheduled.time.too.far.in.future'),
      refused('callback-error'),
    ],
    [
      '400 of an agent who is gone',
      anError(400, 'conversation.error.participant.no.active.conversations'),
      refused('no-active-conversation'),
    ],
    [
      '400 of a call that cannot be placed',
      anError(400, 'conversation.error.callback.call.cannot.be.placed'),
      passing('call-cannot-be-placed'),
    ],
    ['400 of any other code', anError(400, 'something.new'), refused('bad-request')],
    ['400 without a code', anError(400), refused('bad-request')],
    ['400 that nobody can read', { status: 400, body: '<html>' }, refused('bad-request')],
    ['401', anError(401, 'bad.credentials'), postponed('token-refused')],
    ['403', anError(403, 'missing.permissions'), refused('forbidden')],
    [
      '403 of another agent',
      anError(403, 'conversation.error.forbidden.not.active.participant'),
      refused('forbidden'),
    ],
    ['404', anError(404, 'not.found'), refused('not-found')],
    ['404 without a body', { status: 404 }, refused('not-found')],
    ['405', anError(405), refused('bad-request')],
    ['408', anError(408), unknown('no-clear-answer')],
    ['409', anError(409), passing('conflict')],
    ['410', anError(410), refused('not-found')],
    ['413', anError(413), refused('bad-request')],
    ['415', anError(415), refused('bad-request')],
    ['422', anError(422), refused('bad-request')],
    ['429', anError(429, 'too.many.requests'), postponed('too-many-requests')],
    ['425, which nobody documents', anError(425), unknown('no-clear-answer')],
    ['499, of something on the way', anError(499), unknown('no-clear-answer')],
    ['500', anError(500, 'internal.server.error'), unknown('no-clear-answer')],
    ['500 without a body', { status: 500 }, unknown('no-clear-answer')],
    [
      "500 of an agent's phone that is not there",
      anError(500, 'providerapi.error.station.no.active.edge'),
      passing('no-station'),
    ],
    ['501', anError(501), unknown('no-clear-answer')],
    ['502', anError(502), unknown('no-clear-answer')],
    ['503', anError(503, 'service.unavailable', { 'retry-after': '5' }), unknown('no-clear-answer')],
    [
      '503 with the code of a clear no',
      anError(503, 'providerapi.error.station.no.active.edge'),
      unknown('no-clear-answer'),
    ],
    ['504', anError(504, 'request.timeout'), unknown('no-clear-answer')],
    ['599', anError(599), unknown('no-clear-answer')],
    ['a time-out', new DOMException('quoted', 'TimeoutError'), unknown('timed-out')],
    ['a reset', failed('ECONNRESET'), unknown('connection-lost')],
    ['a closed socket', failed('UND_ERR_SOCKET'), unknown('connection-lost')],
    ['anything that is thrown', new Error('quoted'), unknown('connection-lost')],
    ['no connection', failed('ECONNREFUSED'), postponed('no-connection')],
    ['no such name', failed('ENOTFOUND'), postponed('no-connection')],
    ['no valid certificate', failed('CERT_HAS_EXPIRED'), postponed('no-secure-connection')],
  ])('after %s', async (_, answer, outcome) => {
    expect((await outcomeOf(answer)).outcome).toEqual(outcome);
  });

  it('hands on how long Genesys asks to wait', async () => {
    const { outcome } = await outcomeOf(anError(429, 'too.many.requests', { 'retry-after': '17' }));
    expect(outcome).toEqual({ kind: 'postponed', because: 'too-many-requests', retryAfter: seconds(17) });
  });

  it('does not follow redirections', async () => {
    const { requests } = await outcomeOf({ status: 307, headers: { location: 'https://example.org' } });
    expect(requests).toHaveLength(1);
  });
});

describe('what is told of a refusal', () => {
  it.each([
    [anError(400, 'not.a.user'), 'not.a.user', /user/],
    [anError(400, 'callback.error.missing.queue.id'), 'callback.error.missing.queue.id', /queueId/],
    [anError(401, 'bad.credentials'), 'bad.credentials', /client/],
    [anError(403), undefined, /conversation:callback:create/],
    [anError(404, 'not.found'), 'not.found', /ids/],
  ])('is what to mend, where somebody has to', async (answer, code, fix) => {
    const { telemetry } = await outcomeOf(answer);
    expect(telemetry.counted('genesys.refused')).toBe(1);
    expect(telemetry.lines).toMatchObject([
      {
        level: 'warn',
        event: 'genesys.refused',
        fields: {
          what: 'placement',
          conversationId: aPost().conversationId,
          code,
          contextId: 'acd09940-2190-4d3e-a4af-5d3cdbfb2f32',
          fix: expect.stringMatching(fix),
        },
      },
    ]);
  });

  it.each([
    [anError(409, 'conflict'), 'refused', 'conflict'],
    [anError(503, 'service.unavailable'), 'unknown', 'no-clear-answer'],
    [anError(429, 'too.many.requests'), 'postponed', 'too-many-requests'],
  ])('is only what happened, where it may pass', async (answer, outcome, because) => {
    const { telemetry } = await outcomeOf(answer);
    expect(telemetry.counted('genesys.refused')).toBe(0);
    expect(telemetry.lines).toMatchObject([
      {
        event: 'genesys.failed',
        fields: { outcome, because, contextId: 'acd09940-2190-4d3e-a4af-5d3cdbfb2f32' },
      },
    ]);
  });
});
