/** The detail events that tell of a callback's life. */
export type DetailEventKind =
  | 'customer.start'
  | 'customer.end'
  | 'acd.start'
  | 'acd.end'
  | 'user.start'
  | 'user.end'
  | 'acw';

/** What a topic's name promises of the body. `none` where there is no topic. */
export type Topic =
  | { readonly kind: 'control' | 'callbacks' | 'all-media' | 'other-media' | 'unknown' | 'none' }
  /** `event` is undefined for detail events that say nothing of a callback's life. */
  | { readonly kind: 'detail-event'; readonly event: DetailEventKind | undefined };

const CONVERSATIONS = /^v2\.(?:users|routing\.queues)\.[^.]+\.conversations(?:\.(\w+))?$/;
const DETAIL_EVENT = /^v2\.detail\.events\.conversation\.[^.]+\.(.+)$/;
const DETAIL_EVENTS: ReadonlyMap<string, DetailEventKind> = new Map(
  (['customer.start', 'customer.end', 'acd.start', 'acd.end', 'user.start', 'user.end', 'acw'] as const).map(
    (event) => [event, event],
  ),
);

const conversationsTopic = (medium: string | undefined): Topic =>
  medium === undefined
    ? { kind: 'all-media' }
    : { kind: medium === 'callbacks' ? 'callbacks' : 'other-media' };

/** Reads a topic's name, with real ids or with the literal `{id}` of EventBridge's `detail-type`. */
export function readTopic(name: string | undefined): Topic {
  if (name === undefined) return { kind: 'none' };
  if (name === 'channel.metadata' || name.startsWith('v2.system.')) return { kind: 'control' };

  const detailEvent = DETAIL_EVENT.exec(name)?.[1];
  if (detailEvent !== undefined) return { kind: 'detail-event', event: DETAIL_EVENTS.get(detailEvent) };

  const conversations = CONVERSATIONS.exec(name);
  return conversations ? conversationsTopic(conversations[1]) : { kind: 'unknown' };
}
