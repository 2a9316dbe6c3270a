/** Topics whose every event tells of a callback. EventBridge's `detail-type` has a literal `{id}` in place of ids. */
const CALLBACK_TOPICS = [
  'v2.users.{id}.conversations.callbacks',
  'v2.routing.queues.{id}.conversations.callbacks',
];

/** Topics of all media, in which alone the calls beside a callback are seen. */
const ALL_MEDIA_TOPICS = ['v2.users.{id}.conversations', 'v2.routing.queues.{id}.conversations'];

/** The detail events that tell of a callback's life. Those of other media come under the same names. */
const DETAIL_EVENTS = [
  'customer.start',
  'customer.end',
  'acd.start',
  'acd.end',
  'user.start',
  'user.end',
  'acw',
].map((event) => `v2.detail.events.conversation.{id}.${event}`);

export interface CallbackEventsOptions {
  /** Whether talks between customers and agents are wanted too, which conversations without a callback tell as well. */
  readonly customersReached: boolean;
}

/** An event pattern of EventBridge. */
export interface CallbackEventsPattern {
  readonly source: readonly object[];
  readonly $or: readonly object[];
}

/**
 * Matches events of Genesys Cloud that tell of callbacks; with `customersReached` conversations that hold a call, too.
 *
 * A pattern looks into arrays as if each element were the value of the field, and asks of leaves only whether they
 * exist: a conversation of any medium matches when some participant has a callback, or a call.
 */
export const callbackEvents = ({ customersReached }: CallbackEventsOptions): CallbackEventsPattern => ({
  source: [{ prefix: 'aws.partner/genesys.com/' }],
  $or: [
    { 'detail-type': CALLBACK_TOPICS },
    conversationsWith('callbacks'),
    ...(customersReached ? [conversationsWith('calls')] : []),
    { 'detail-type': DETAIL_EVENTS, detail: { eventBody: { mediaType: ['CALLBACK'] } } },
  ],
});

const conversationsWith = (medium: 'callbacks' | 'calls') => ({
  'detail-type': ALL_MEDIA_TOPICS,
  detail: { eventBody: { participants: { [medium]: { id: [{ exists: true }] } } } },
});

/** Every topic that has to be selected in Genesys Cloud, as it is written there. */
export const TOPICS: readonly string[] = [...CALLBACK_TOPICS, ...ALL_MEDIA_TOPICS, ...DETAIL_EVENTS];
