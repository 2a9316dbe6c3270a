import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { DetailEventSchema } from '#shared/genesys/schemas/detail-event.ts';
import { SingleCallbackSchema, SingleParticipantSchema } from '#shared/genesys/schemas/single-leg.ts';
import { changed, payload } from '#test/unit/genesys/payload.ts';

const FIXTURES = readdirSync(new URL('../../../fixtures/payloads/', import.meta.url))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace(/\.json$/, ''));

/** Every path in a value, the value's own left out. */
function pathsIn(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    `${prefix}${key}`,
    ...pathsIn(inner, `${prefix}${key}.`),
  ]);
}

const FIELD_NAMES = [
  ...Object.keys(ConversationSchema.entries),
  ...Object.keys(DetailEventSchema.entries),
  ...Object.keys(SingleCallbackSchema.entries),
  ...Object.keys(SingleParticipantSchema.entries),
  ...['topicName', 'eventBody', 'timestamp', 'detail', 'detail-type', 'metadata', 'calls', 'callbacks'],
];

const junk = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  fc.constantFrom(null, '', [], {}, -1, 1e300, 0.1, '2026-02-30T00:00:00Z', 'SCHEDULED', true, [[]], [null]),
);
const ourWords: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    junk,
    tie('object'),
    fc.array(tie('object'), { maxLength: 3 }),
  ),
  object: fc.dictionary(fc.constantFrom(...FIELD_NAMES), tie('value'), { maxKeys: 8 }),
}))['object'];
const mutated = fc
  .constantFrom(...FIXTURES)
  .map((name) => payload(name))
  .chain((value) =>
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...pathsIn(value)), junk), {
        minLength: 1,
        maxLength: 3,
        selector: ([path]) => path,
      })
      .map((changes) => changed(value, Object.fromEntries(changes))),
  );

/** Holds of whatever came in: an answer of the promised form, and the same answer every time. */
function expectAnAnswer(text: string) {
  const parsed = parseNotification(text);
  const elements = parsed.kind === 'one' ? [parsed.element] : parsed.elements;
  for (const element of elements) {
    expect(['observed', 'ignored', 'refused']).toContain(element.kind);
    if (element.kind === 'observed') expect(element.observation.conversationId).not.toBe('');
    if (element.kind === 'refused') expect(element.refusal.issues.length).toBeLessThanOrEqual(20);
  }
  expect(parseNotification(text)).toEqual(parsed);
}

describe('parsing never throws', () => {
  it('whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectAnAnswer), { numRuns: 500 });
  });

  it('whatever the JSON', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 8 }), expectAnAnswer), { numRuns: 500 });
  });

  it('whatever stands in fields that we know', () => {
    fc.assert(
      fc.property(ourWords, (value) => expectAnAnswer(JSON.stringify(value))),
      { numRuns: 300 },
    );
  });

  it('whatever happens to a real notification', () => {
    fc.assert(
      fc.property(mutated, (value) => expectAnAnswer(JSON.stringify(value))),
      { numRuns: 1000 },
    );
  });

  it('whatever brackets a text is made of', () => {
    const brackets = fc.array(fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', ':', '1', '"a":'), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(brackets, (parts) => expectAnAnswer(parts.join(''))),
      { numRuns: 300 },
    );
  });

  it('however large the body', () => {
    expectAnAnswer(
      JSON.stringify({ id: 'c', participants: Array(20_000).fill({ state: 1, callbackNumbers: [] }) }),
    );
    expectAnAnswer(JSON.stringify({ id: 'c', participants: Array(20_000).fill({ callbackNumbers: ['x'] }) }));
    expectAnAnswer(`{"conversationId":"c","state":"${'x'.repeat(500_000)}"}`);
    expectAnAnswer(JSON.stringify({ id: 'c', participants: [{ callbackNumbers: Array(150_000).fill(1) }] }));
  });
});
