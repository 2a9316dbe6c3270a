import type { Notification } from '#local/genesys/notifications.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Told } from '#test/stories/truth.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** What a snapshot tells of its callback; nothing, where it is no snapshot or tells of none. */
export function toldBy({ detail }: Notification, recordedAt: EpochMs): Told[] {
  const body = detail.eventBody;
  if (!isObject(body) || !Array.isArray(body['participants'])) return [];
  const customer: unknown = body['participants'].find(({ purpose }) => purpose === 'customer');
  if (!isObject(customer)) return [];
  const [leg]: unknown[] = Array.isArray(customer['callbacks']) ? customer['callbacks'] : [customer];
  if (!isObject(leg) || typeof leg['callbackScheduledTime'] !== 'string') return [];
  return [
    {
      conversationId: String(body['id']),
      stamp: Date.parse(detail.timestamp),
      recordedAt,
      scheduledAt: Date.parse(leg['callbackScheduledTime']),
      isOpen: leg['state'] !== 'disconnected',
      hasCall: hasCall(body['participants']),
    },
  ];
}

/** `undefined` where the topic tells nothing of calls. */
function hasCall(participants: readonly unknown[]): boolean | undefined {
  const lists = participants.flatMap((one) => (isObject(one) ? [one['calls']] : []));
  if (!lists.some(Array.isArray)) return undefined;
  const calls: unknown[] = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  return calls.some((call) => isObject(call) && call['state'] !== 'disconnected');
}
