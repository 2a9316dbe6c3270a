import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGuardedExchange } from '#shared/adapters/genesys-api/guarded-exchange.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { minutes, plus, seconds } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';
import { aClient, aPost } from '#test/unit/adapters/genesys-api/a-client.ts';
import {
  anError,
  failed,
  type Scripted,
  scriptedFetch,
} from '#test/unit/adapters/genesys-api/scripted-fetch.ts';

const OK: Scripted = { status: 200, body: {} };
const OPEN = { kind: 'postponed', because: 'breaker-open' };

// The circuit breaker's library has a clock of its own.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

async function sendTimes({ client }: ReturnType<typeof aClient>, times: number) {
  for (let n = 0; n < times; n++) await client.send(aPost());
}

describe('the circuit breaker', () => {
  it.each<[string, Scripted]>([
    ['500', anError(500)],
    ['503', anError(503)],
    ['no connection', failed('ECONNREFUSED')],
    ['a lost connection', failed('ECONNRESET')],
    ['a time-out', new DOMException('quoted', 'TimeoutError')],
  ])('opens for 30 s after 5 times %s in a row', async (_, outage) => {
    const world = aClient([...Array<Scripted>(5).fill(outage), OK]);
    await sendTimes(world, 5);
    expect(await world.client.send(aPost())).toEqual(OPEN);
    expect(world.requests).toHaveLength(5);
    vi.setSystemTime(NOON + 29_999);
    expect(await world.client.send(aPost())).toEqual(OPEN);
    vi.setSystemTime(NOON + 30_000);
    expect(await world.client.send(aPost())).toEqual({ kind: 'done' });
    expect(world.telemetry.counted('genesys.requests')).toBe(6);
  });

  it('is shut by a success in between', async () => {
    const outages = Array<Scripted>(4).fill(anError(500));
    const world = aClient([...outages, OK, ...outages, OK]);
    await sendTimes(world, 9);
    expect(await world.client.send(aPost())).toEqual({ kind: 'done' });
  });

  it.each([
    ['400', anError(400, 'bad.request')],
    ['403', anError(403)],
    ['404', anError(404, 'not.found')],
    ['408', anError(408)],
    ['429', anError(429)],
    ["an agent's phone that is not there", anError(500, 'providerapi.error.station.no.active.edge')],
  ])('stays shut after any number of %s', async (_, no) => {
    const world = aClient([no]);
    await sendTimes(world, 8);
    expect(world.requests).toHaveLength(8);
  });

  it('opens again when the one trial fails', async () => {
    const world = aClient([anError(502)]);
    await sendTimes(world, 5);
    vi.setSystemTime(NOON + 30_000);
    expect(await world.client.send(aPost())).toEqual({ kind: 'unknown', because: 'no-clear-answer' });
    expect(await world.client.send(aPost())).toEqual(OPEN);
    expect(world.requests).toHaveLength(6);
  });

  it('turns others away while the one trial is under way', async () => {
    const world = aClient([...Array<Scripted>(5).fill(anError(502)), OK]);
    await sendTimes(world, 5);
    vi.setSystemTime(NOON + 30_000);
    const both = [world.client.send(aPost()), world.client.send(aPost())];
    expect(await Promise.all(both)).toEqual([{ kind: 'done' }, OPEN]);
  });
});

it('sends nothing when there is no time left', async () => {
  const { fetch, requests } = scriptedFetch([OK]);
  const telemetry = createMemoryTelemetry();
  const ask = createGuardedExchange({ apiUrl: '', fetch, clock: createMemoryClock(NOON), telemetry });
  const ended = await ask(aPost(), 'token', AbortSignal.abort());
  expect(ended).toEqual({ kind: 'not-sent', because: 'out-of-time' });
  expect([requests.length, telemetry.counted('genesys.requests')]).toEqual([0, 0]);
});

describe('a client that Genesys asks to wait', () => {
  const throttled = (retryAfter: string) => anError(429, 'too.many.requests', { 'retry-after': retryAfter });

  it('hands on a wait of up to 3 min', async () => {
    const world = aClient([throttled('180'), OK]);
    expect(await world.client.send(aPost())).toEqual({
      kind: 'postponed',
      because: 'too-many-requests',
      retryAfter: minutes(3),
    });
    expect(world.telemetry.counted('genesys.throttled')).toBe(1);
  });

  it.each([
    ['181', seconds(181)],
    ['3600', minutes(15)],
    [String(24 * 3600), minutes(15)],
  ])('leaves Genesys alone for a while when asked to wait %s s', async (retryAfter, rest) => {
    const world = aClient([throttled(retryAfter), OK]);
    expect(await world.client.send(aPost())).toEqual({ kind: 'postponed', because: 'too-many-requests' });
    world.clock.moveTo(plus(NOON, seconds(rest / 1000 - 0.001)));
    expect(await world.client.send(aPost())).toEqual(OPEN);
    expect(world.requests).toHaveLength(1);
    world.clock.moveTo(plus(NOON, rest));
    expect(await world.client.send(aPost())).toEqual({ kind: 'done' });
  });

  it('waits as it likes when it is not told how long', async () => {
    const world = aClient([anError(429), OK]);
    expect(await world.client.send(aPost())).toEqual({ kind: 'postponed', because: 'too-many-requests' });
    expect(await world.client.send(aPost())).toEqual({ kind: 'done' });
  });
});
