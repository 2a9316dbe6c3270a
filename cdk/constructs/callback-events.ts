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

/**
 * Matches events of Genesys Cloud that tell of callbacks, and none of other media.
 *
 * A pattern looks into arrays as if each element were the value of the field, and asks of leaves only whether they
 * exist: a conversation of any medium matches when some participant has a callback.
 */
export const CALLBACK_EVENTS = {
  source: [{ prefix: 'aws.partner/genesys.com/' }],
  $or: [
    { 'detail-type': CALLBACK_TOPICS },
    {
      'detail-type': ALL_MEDIA_TOPICS,
      detail: { eventBody: { participants: { callbacks: { id: [{ exists: true }] } } } },
    },
    { 'detail-type': DETAIL_EVENTS, detail: { eventBody: { mediaType: ['CALLBACK'] } } },
  ],
};

/** Every topic that has to be selected in Genesys Cloud, as it is written there. */
export const TOPICS: readonly string[] = [...CALLBACK_TOPICS, ...ALL_MEDIA_TOPICS, ...DETAIL_EVENTS];
