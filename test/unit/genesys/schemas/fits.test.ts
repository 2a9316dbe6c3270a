import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { CallbackSchema } from '#shared/genesys/schemas/callback.ts';
import { CallbackConversationSchema } from '#shared/genesys/schemas/callback-conversation.ts';
import { CallbackMediaParticipantSchema } from '#shared/genesys/schemas/callback-media-participant.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { ConversationNotificationCallbackSchema } from '#shared/genesys/schemas/conversation-notification-callback.ts';
import { DetailEventSchema } from '#shared/genesys/schemas/detail-event.ts';
import { fits } from '#shared/genesys/schemas/fits.ts';

const SCHEMAS: readonly v.GenericSchema[] = [
  CallbackSchema,
  CallbackConversationSchema,
  CallbackMediaParticipantSchema,
  ConversationSchema,
  ConversationNotificationCallbackSchema,
  DetailEventSchema,
];

const folder = join(import.meta.dirname, '../../../fixtures/payloads');
const payloads: unknown[] = globSync('*.json', { cwd: folder }).map((name) =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')),
);

/** A value, everything inside it, and each object once with every field of it spoilt. */
function* within(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield* within(inner);
    if (Array.isArray(value)) continue;
    for (const spoilt of [7.5, 'spoilt', [[]], { a: 1 }, null, '']) yield { ...value, [name]: spoilt };
  }
}

it('accepts what valibot accepts, and refuses what it refuses, of all payloads with every field spoilt', () => {
  const verdicts = new Set<boolean>();
  for (const value of payloads.flatMap((payload) => [...within(payload)])) {
    for (const schema of SCHEMAS) {
      const isAccepted = v.is(schema, value);
      verdicts.add(isAccepted);
      if (fits(schema, value) !== isAccepted) expect(value).toBe(isAccepted ? 'accepted' : 'refused');
    }
  }
  expect(verdicts.size).toBe(2);
});
