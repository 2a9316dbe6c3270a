/** Where the time of the handler goes, part by part: each works on what the part before it made. */
import { answerOf } from '#lambdas/ingest/answer.ts';
import { type Item, toItem } from '#shared/adapters/dynamodb/conversation-item.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { nextLook } from '#shared/domain/next-look.ts';
import type { Observation, Told } from '#shared/domain/observation.ts';
import { recordObservation } from '#shared/domain/record-observation.ts';
import { epochMs } from '#shared/domain/time.ts';
import { isTooDeep } from '#shared/genesys/depth.ts';
import { fingerprintOf } from '#shared/genesys/fingerprint.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { CallbackConversationSchema } from '#shared/genesys/schemas/callback-conversation.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { fits } from '#shared/genesys/schemas/fits.ts';
import { toAllMediaSnapshot, toCallbackSnapshot } from '#shared/genesys/snapshot.ts';
import { freshTexts, interleave, type Subject, typicalTime } from '#test/bench/interleave.ts';
import type { Bench } from '#test/bench/measure.ts';
import { createPool, TOLD_AT } from '#test/bench/payloads/pool.ts';
import { conversationsBefore, load, observe, storedItems } from '#test/bench/payloads/stored-items.ts';

const ROUNDS = 150;
const WARM_UP = 80;
const NOW = epochMs(TOLD_AT + 500);

// biome-ignore lint/suspicious/noExplicitAny: each part takes what its own `inputs` makes
interface Part extends Subject<any> {
  readonly what: string;
}

/** How long each part takes, against `JSON.parse`. */
export const measureHandlerParts: Bench = async () => {
  const parts = partsOf();
  const times = await interleave(parts, { rounds: ROUNDS, warmUp: WARM_UP });
  const floor = typicalTime(times[0] ?? []);
  return parts.map(({ what }, place) => {
    const time = typicalTime(times[place] ?? []);
    return { what, value: time / floor, unit: '× JSON.parse', note: `${(time * 1000).toFixed(1)} µs` };
  });
};

function partsOf(): readonly Part[] {
  const pool = createPool();
  const items = storedItems(pool);
  const bodies = () => freshTexts(pool.map(({ body }) => body));
  const models = () => bodies().map((body) => JSON.parse(body).detail.eventBody);
  const checked = () => models().map((model) => ({ isAllMedia: isAllMedia(model), model: validate(model) }));
  const observations = () => bodies().map(observe);
  const stored = () => structuredClone(items);
  const before = () => conversationsBefore(pool, stored(), NOW);
  const recorded = () => {
    const news = observations();
    return before().map(
      (conversation, place) => recordObservation(conversation, news[place]!, NOW).conversation,
    );
  };
  return [
    { what: 'JSON.parse', inputs: bodies, run: (body: string) => JSON.parse(body) },
    {
      what: 'depth check',
      inputs: () => bodies().map((text) => ({ text, json: { value: JSON.parse(text) } })),
      run: ({ json }: { json: { value: unknown } }) => isTooDeep(json.value),
    },
    { what: 'validation', inputs: models, run: validate },
    { what: 'restating in our words', inputs: checked, run: restate },
    {
      what: 'fingerprint',
      inputs: observations,
      run: ({ conversationId, told }: Observation) => fingerprintOf(NOW, conversationId, told),
    },
    { what: 'parseNotification, whole', inputs: bodies, run: (body: string) => parseNotification(body) },
    {
      what: 'reading the item (every second one)',
      inputs: () => {
        const fresh = stored();
        return pool.map(({ conversationId }) => ({ conversationId, fresh }));
      },
      run: ({ conversationId, fresh }: { conversationId: string; fresh: ReadonlyMap<string, Item> }) =>
        load(conversationId, fresh),
    },
    {
      what: 'recording',
      inputs: () => {
        const news = observations();
        return before().map((conversation, place) => ({ conversation, news: news[place]! }));
      },
      run: ({ conversation, news }: { conversation: Conversation; news: Observation }) =>
        recordObservation(conversation, news, NOW),
    },
    {
      what: 'next look (asked for twice)',
      inputs: recorded,
      run: (conversation: Conversation) => nextLook(conversation),
    },
    {
      what: 'building the item',
      inputs: recorded,
      run: (conversation: Conversation) => toItem(conversation, undefined),
    },
    {
      what: 'the answer',
      inputs: () => pool,
      run: ({ conversationId }: { conversationId: string }) =>
        answerOf({
          form: 'one',
          outcomes: [{ outcome: 'recorded', conversationId, nextLook: { at: NOW, why: 'scheduled' } }],
        }),
    },
  ];
}

const isAllMedia = (model: { participants: readonly { callbacks?: unknown }[] }) =>
  model.participants.some(({ callbacks }) => callbacks !== undefined);

function validate(model: Parameters<typeof isAllMedia>[0]): unknown {
  const schema = isAllMedia(model) ? ConversationSchema : CallbackConversationSchema;
  if (!fits(schema, model)) throw new Error('A payload is no model.');
  return model;
}

// biome-ignore lint/suspicious/noExplicitAny: a checked model of either kind
function restate({ isAllMedia, model }: { isAllMedia: boolean; model: any }): Told {
  const tally = { unknownValues: 0 };
  return isAllMedia ? toAllMediaSnapshot(model, tally) : toCallbackSnapshot(model, tally);
}
