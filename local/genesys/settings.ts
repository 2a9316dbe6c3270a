import * as v from 'valibot';

const Milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400_000));
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** How the fake behaves; all of it can be changed while it runs. */
export const SettingsSchema = v.strictObject({
  /** Requests that a client may make in 60 s. */
  requestsPerMinute: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** How long a new token is valid. */
  tokenSeconds: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** From a callback's time until it is released to routing, or dialled where the queue is `CustomerFirst`. */
  releaseMs: Milliseconds,
  /** From the moment a contact was added until the campaign dials it. */
  campaignMs: Milliseconds,
  /** How long a dialled phone rings. */
  ringMs: Milliseconds,
  /** Whether whoever is dialled answers. */
  answers: v.boolean(),
  topics: v.array(v.picklist(['callbacks', 'all-media', 'detail-events'])),
  /** How often each notification is delivered; 0: not at all. */
  copies: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10)),
  /** The share of deliveries that are lost. */
  lost: Share,
  /** How late each delivery is; up to `jitterMs` more, which brings them out of order. */
  lateMs: Milliseconds,
  jitterMs: Milliseconds,
});

type ReadonlySettings = v.InferOutput<typeof SettingsSchema>;
export type Settings = { -readonly [K in keyof ReadonlySettings]: ReadonlySettings[K] };

export const DEFAULT_SETTINGS: ReadonlySettings = {
  requestsPerMinute: 300,
  tokenSeconds: 86_399,
  releaseMs: 1000,
  campaignMs: 1000,
  ringMs: 1000,
  answers: true,
  topics: ['detail-events', 'callbacks', 'all-media'],
  copies: 1,
  lost: 0,
  lateMs: 0,
  jitterMs: 0,
};
