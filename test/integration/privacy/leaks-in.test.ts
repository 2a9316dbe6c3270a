/** The search itself: a proof by it is worth nothing unless it finds every canary in every form. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { NUMBER, SECRET, SPOILT_SECRET, TEXT } from '#test/integration/privacy/canaries.ts';
import { leaksIn } from '#test/integration/privacy/leaks-in.ts';
import { heardFrom } from '#test/integration/privacy/listen.ts';
import { outcomeOf, toldOf } from '#test/integration/privacy/told-of.ts';

const ALL = { ...NUMBER, ...TEXT, ...SECRET };

const bytes = (text: string) => Buffer.from(text);
const hex = (text: string) => bytes(text).toString('hex');

const FORMS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in capitals': (text) => text.toUpperCase(),
  'in a sentence': (text) => `The value "${text}" is not valid.`,
  'without its end': (text) => text.slice(0, -2),
  'without its beginning': (text) => text.slice(3),
  'JSON in JSON in JSON': (text) => JSON.stringify(JSON.stringify({ told: JSON.stringify(text) })),
  'with escaped characters': (text) =>
    text.replace(/./g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'in a query': (text) => new URLSearchParams({ told: text }).toString(),
  'in a path': (text) => encodeURIComponent(text),
  'with every byte escaped': (text) => hex(text).replace(/../g, '%$&'),
  'in base64': (text) => bytes(text).toString('base64'),
  'in base64, after one byte': (text) => bytes(`x${text}y`).toString('base64'),
  'in base64, after two bytes': (text) => bytes(`xx${text}`).toString('base64'),
  'in base64 for URLs': (text) => bytes(`{"a":"${text}"}`).toString('base64url'),
  'in base64 in a message': (text) => `Authorization: Basic ${bytes(`id:${text}`).toString('base64')}`,
  'in hex': hex,
  'in capital hex': (text) => hex(text).toUpperCase(),
  'as a buffer, printed': (text) => inspect(bytes(text)),
  'as a buffer in JSON': (text) => JSON.stringify(bytes(text)),
  'as bytes, printed': (text) => inspect(new Uint8Array(bytes(text))),
};

describe.each(Object.entries(FORMS))('a canary %s', (_, write) => {
  it.each(Object.entries(ALL))('is found: %s', (_, canary) => {
    expect(leaksIn(`{"level":"info"} ${write(canary)} {"event":"x"}`)).not.toEqual([]);
  });
});

describe('what is no canary', () => {
  it.each([
    '{"conversationId":"b33f23d0-6ba7-4e86-8559-9ca952166acc","at":1788274800000,"took":15789}',
    '2026-09-01T12:00:00.000Z +13175550123 Robin Sample case-4711',
    'No signing secret has the form whsec_ and base64.',
  ])('is not found: %s', (text) => expect(leaksIn(text)).toEqual([]));

  it('is not found in a thousand ids and instants', () => {
    const lines = Array.from({ length: 1000 }, (_, at) =>
      JSON.stringify({ id: crypto.randomUUID(), at: 1_788_274_800_000 + at * 7_777_777 }),
    );
    expect(leaksIn(lines.join('\n'))).toEqual([]);
  });
});

describe('a secret of a run', () => {
  it('is found like any other', () => {
    expect(leaksIn('{"token":"fake-0d9f"}', ['fake-0d9f'])).toHaveLength(1);
    expect(leaksIn(`{"${Buffer.from('fake-0d9f').toString('base64')}"}`, ['fake-0d9f'])).toHaveLength(1);
  });
});

describe('whatever is printed', () => {
  const terminal: Console = console;
  const WAYS: Readonly<Record<string, (text: string) => void>> = {
    'to standard output': (text) => void process.stdout.write(text),
    'to standard error': (text) => void process.stderr.write(Buffer.from(text)),
    'with console.log': (text) => terminal.log('%s', text),
    'with console.warn': (text) => terminal.warn({ deep: { text } }),
    'with console.error': (text) => terminal.error(new Error('failed', { cause: new Error(text) })),
  };
  it.each(Object.entries(WAYS))('is heard: %s', async (_, print) => {
    const work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      print(TEXT.customer);
    };
    const [{ printed }, other] = await Promise.all([heardFrom(work), heardFrom(async () => 'silent')]);
    expect(leaksIn(printed)).not.toEqual([]);
    expect(other.printed).toBe('');
  });
});

describe('whatever is thrown', () => {
  const ERRORS: Readonly<Record<string, unknown>> = {
    'in a message': new Error(NUMBER.national),
    'in a cause': new Error('failed', { cause: new TypeError('failed', { cause: TEXT.customer }) }),
    'in one of several errors': new AggregateError([new Error('failed'), new Error(NUMBER.e164)]),
    'in a property': Object.assign(new Error('failed'), { Item: { state: { B: Buffer.from(NUMBER.e164) } } }),
    'in the code': Object.assign(new Error('failed'), { code: NUMBER.withoutPlus }),
    'in the name': Object.assign(new Error('failed'), { name: 'Xochiquetzal' }),
    'as a text': NUMBER.spaced,
    'as an object': { told: { customer: TEXT.customer } },
  };
  it.each(Object.entries(ERRORS))('is told of: %s', async (_, thrown) => {
    expect(leaksIn(toldOf(thrown))).not.toEqual([]);
    expect(leaksIn(await outcomeOf(() => Promise.reject(thrown)))).not.toEqual([]);
  });

  it('is told of by the parser of JSON too', async () => {
    expect(leaksIn(await outcomeOf(async () => JSON.parse(SPOILT_SECRET)))).not.toEqual([]);
  });
});
