/** Bodies made to be expensive: at the limits of size and depth, with very many of something, or hard on a pattern. */
import { CallbackMediaParticipantSchema } from '#shared/genesys/schemas/callback-media-participant.ts';
import { CANARY, type Input } from '#test/fuzz/input.ts';

const LIMIT = 700 * 1024;
const ID = '6b2d7c1e-8f7a-4f53-9d55-0a1b2c3d4e5f';

const list = (item: string, times: number) => `[${Array(times).fill(item).join(',')}]`;
const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
const conversation = (participants: string) => `{"id":"${ID}","participants":${participants}}`;
const leg = (fields: object) =>
  JSON.stringify({ conversationId: ID, state: 'scheduled', scriptId: 's', ...fields });
const participant = (fields: object) =>
  conversation(JSON.stringify([{ id: 'p', callbackNumbers: [], ...fields }]));
const message = (topicName: string) => JSON.stringify({ topicName, eventBody: { id: ID, participants: [] } });

/** So long that the whole body has exactly this many bytes. */
function padded(body: string, bytes: number): string {
  return body.replace('@', 'x'.repeat(bytes - Buffer.byteLength(body) + 1));
}

const SIZES: Readonly<Record<string, string>> = {
  'one string up to the limit': padded(`{"conversationId":"${ID}","state":"@"}`, LIMIT),
  'one byte more than the limit': padded(`{"conversationId":"${ID}","state":"@"}`, LIMIT + 1),
  'a name up to the limit': padded(
    `{"conversationId":"${ID}","state":"scheduled","callbackUserName":"@"}`,
    LIMIT,
  ),
  'one key up to the limit': padded('{"@":1}', LIMIT),
  'white space up to the limit': ' '.repeat(LIMIT),
  'a number of many digits': `{"eventTime":${'9'.repeat(600_000)},"conversationId":"${ID}"}`,
  'many distinct keys': `{${Array.from({ length: 50_000 }, (_, at) => `"k${at}":1`).join(',')}}`,
  'the same key again and again': `{${Array(50_000).fill('"id":"x"').join(',')}}`,
  'escapes only': `{"conversationId":"${ID}","state":"${'\\u0041'.repeat(100_000)}"}`,
};

const DEPTHS: Readonly<Record<string, string>> = Object.fromEntries([
  ...[63, 64, 65, 10_000, 1_000_000].flatMap((depth) => [
    [`${depth} lists deep`, nested(depth, '[', ']')],
    [`${depth} lists deep and not closed`, '['.repeat(depth)],
  ]),
  ...[63, 64, 65, 10_000, 100_000].flatMap((depth) => [
    [`${depth} objects deep`, nested(depth, '{"a":', '}').replace(':}', ':1}')],
    [
      `errors ${depth} deep`,
      participant({ errorInfo: 0 }).replace('"errorInfo":0', `"errorInfo":${errors(depth)}`),
    ],
  ]),
]);

/** The one model that holds itself. */
function errors(depth: number): string {
  return `${'{"errors":['.repeat(depth)}{"status":"${CANARY}"}${']}'.repeat(depth)}`;
}

const CUSTOMER = { purpose: 'customer', state: 'scheduled', callbackScheduledTime: '2026-09-01T12:00:00Z' };
const CALLBACK = {
  ...CUSTOMER,
  purpose: undefined,
  segments: Array(5).fill({ startTime: '2026-09-01T11:00:00Z' }),
};

const CROWDS: Readonly<Record<string, string>> = {
  'many participants': conversation(list(JSON.stringify(CUSTOMER), 7_000)),
  'many blank participants': conversation(list('{}', 60_000)),
  'many participants that are none': conversation(list('1', 100_000)),
  'many participants with many callbacks': conversation(
    list(`{"id":"p","purpose":"agent","callbacks":${list(JSON.stringify(CALLBACK), 20)}}`, 100),
  ),
  'one participant with many callbacks': conversation(
    `[{"id":"p","callbacks":${list('{"state":"connected"}', 25_000)}}]`,
  ),
  'many participants with many calls': conversation(
    list(
      `{"purpose":"agent","callbacks":[{}],"calls":${list('{"state":"connected","direction":"outbound"}', 30)}}`,
      400,
    ),
  ),
  'many talks with many customers': conversation(`[${talks('agent', 1_200)},${talks('customer', 1_200)}]`),
  'many wrong values': conversation(
    list('{"state":1,"callbackNumbers":[],"purpose":2,"startTime":3}', 11_000),
  ),
  'many blank numbers': participant({ callbackNumbers: Array(100_000).fill(' ') }),
  'many wrong numbers': participant({ callbackNumbers: Array(150_000).fill(1) }),
  'many attributes': participant({
    attributes: Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`${CANARY} ${at}`, at])),
  }),
  'an attribute with a long name': participant({
    attributes: { [`a.attributes.${'b.'.repeat(150_000)}`]: 1 },
  }),
};

function talks(purpose: string, times: number): string {
  const call = {
    state: 'connected',
    connectedTime: '2026-09-01T11:00:00Z',
    self: { addressRaw: 'tel:+13175550142' },
  };
  return Array(times)
    .fill(JSON.stringify({ purpose, calls: [call, call] }))
    .join(',');
}

/** More issues than are told, in every field. */
const EVERYTHING_WRONG = Object.fromEntries(
  Object.keys(CallbackMediaParticipantSchema.entries).map((name) => [name, [CANARY]]),
);

const LISTS: Readonly<Record<string, string>> = {
  '100,000 empty objects': list('{}', 100_000),
  '100,000 nulls': list('null', 100_000),
  '100,000 numbers': list('1', 100_000),
  'one good element and 100,000 bad ones': `[${leg({})},${list('{}', 100_000).slice(1)}`,
  '30,000 heartbeats': list('{"message":"pong"}', 30_000),
  'one good element and 99 bad ones': `[${leg({})},${list('{}', 99).slice(1)}`,
  'one good element and 99 with everything wrong': `[${leg({})},${list(participant(EVERYTHING_WRONG), 99).slice(1)}`,
  '100 notifications of one conversation': `[${Array.from({ length: 100 }, (_, at) => leg({ id: `c${at}` })).join(',')}]`,
  '100 as fat as can be': `[${Array.from({ length: 100 }, (_, at) => leg(fat(at))).join(',')}]`,
};

/** Everything that is stored of a leg, as long as it may be. */
function fat(at: number): object {
  const id = (name: string) => `${name}${at}`.padEnd(256, 'x');
  const free = '€'.repeat(256);
  return {
    ...{
      id: id('c'),
      participantId: id('p'),
      peerId: id('r'),
      queueId: id('q'),
      userId: id('u'),
      purpose: 'customer',
    },
    ...{
      automatedCallbackConfigId: id('a'),
      callbackNumbers: [free],
      callbackUserName: free,
      timeoutSeconds: 2 ** 31 - 1,
    },
    ...{ callbackScheduledTime: new Date(1_788_264_000_000 + at * 60_000).toISOString() },
  };
}

const PATTERNS: Readonly<Record<string, string>> = {
  'a topic of dots': message(`v2.users${'.'.repeat(300_000)}conversations`),
  'a topic of many names': message(`v2.users.${'x.conversations.'.repeat(40_000)}`),
  'a detail event of many names': message(`v2.detail.events.conversation.${'a.'.repeat(200_000)}\n`),
  'a word of humps': leg({ disconnectType: 'aA'.repeat(300_000) }),
  'a word of underscores': leg({ state: '_'.repeat(600_000) }),
  'an instant with a long fraction': leg({
    callbackScheduledTime: `2026-09-01T12:00:00.${'1'.repeat(600_000)}Z`,
  }),
  'an instant with a long offset': leg({
    callbackScheduledTime: `2026-09-01T12:00:00${'+'.repeat(600_000)}`,
  }),
  'an instant of digits': leg({ callbackScheduledTime: '2'.repeat(600_000) }),
  'a number of blanks': leg({ callbackNumbers: [`${' '.repeat(300_000)}`, `${'\t'.repeat(100_000)}5`] }),
  'a placement key of underscores': participant({
    attributes: { callbackAutomationPlacementKey: `${'_now'.repeat(63)}_` },
  }),
  'a long placement key': participant({
    attributes: { callbackAutomationPlacementKey: 'a_'.repeat(200_000) },
  }),
  'an address of blanks': conversation(
    `[${talks('agent', 1)},${JSON.stringify({ ...JSON.parse(talks('customer', 1)), ani: `${' '.repeat(300_000)}tel` })}]`,
  ),
  'an address of signs': conversation(
    `[${talks('agent', 1)},${JSON.stringify({ ...JSON.parse(talks('customer', 1)), ani: '(-'.repeat(250_000) })}]`,
  ),
  'an id of many characters': JSON.stringify({ id: 'a'.repeat(600_000), participants: [] }),
};

/** An agent who connects at an instant, and whose time-out lies as far behind it as one may. */
const agentAt = (eventTime: number) =>
  JSON.stringify([
    { conversationId: ID, eventTime, mediaType: 'CALLBACK', acdOutcome: 'ANSWERED', answeredUserId: 'u' },
    { conversationId: ID, id: 'p', purpose: 'agent', user: { id: 'u' }, timeoutSeconds: 2 ** 31 - 1 },
  ]);

/** As early as an instant can be written down. */
const YEAR_MINUS_1 = '0000-01-01T00:00:00+23:59';

const INSTANTS: Readonly<Record<string, string>> = {
  'an agent at the last instant of a date': agentAt(8_640_000_000_000_000),
  'an agent at the end of the year 9999': agentAt(Date.parse('9999-12-31T23:59:59.999Z')),
  'a callback before the year 0': leg({ callbackScheduledTime: YEAR_MINUS_1, connectedTime: YEAR_MINUS_1 }),
};

/** Every hostile body, by what is hostile about it. */
export const HOSTILE: readonly Input[] = Object.entries({
  ...SIZES,
  ...DEPTHS,
  ...CROWDS,
  ...LISTS,
  ...PATTERNS,
  ...INSTANTS,
}).map(([family, text]) => ({ family, bytes: Buffer.from(text) }));
