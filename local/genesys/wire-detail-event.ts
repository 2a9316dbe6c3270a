import type { Conversation, DetailEvent } from '#local/genesys/world.ts';

const NEEDS_QUEUE: readonly string[] = ['acd.start', 'acd.end', 'user.start', 'user.end'];

/** `transfer.noanswer` as detail events write it. */
const upperSnake = (word: string) => word.toUpperCase().replaceAll('.', '_');

/** The body of a detail event. Its instants are epoch milliseconds. */
export function toDetailEventBody(
  { id, queue, callback }: Conversation,
  { kind, participant, leg, mediaType, facts = {} }: DetailEvent,
  at: number,
) {
  const { userId, externalContactId } = participant;
  return {
    eventTime: at,
    conversationId: id,
    participantId: participant.id,
    sessionId: leg.id,
    mediaType,
    provider: mediaType === 'VOICE' ? 'Edge' : 'PureCloud Callback',
    direction: 'OUTBOUND',
    ...(callback?.userName !== undefined && { callbackUserName: callback.userName }),
    ...(callback && { callbackNumbers: callback.numbers, callbackScheduledTime: callback.scheduledAt }),
    ...(externalContactId !== undefined && { externalContactId }),
    conversationExternalContactIds: [],
    ...(NEEDS_QUEUE.includes(kind) && queue && { queueId: queue.id }),
    ...(kind === 'acd.start' && { routingPriority: 0, requestedRoutingSkillIds: [] }),
    ...(userId !== undefined && { userId }),
    ...(kind.endsWith('.end') && {
      disconnectType: upperSnake(leg.disconnectType ?? 'unknown'),
      interactingDurationMs: at - (leg.connectedAt ?? at),
    }),
    ...facts,
  };
}
