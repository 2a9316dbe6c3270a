import type { Announcement } from '#shared/domain/announcement.ts';
import type { PlacementRequest } from '#shared/ports/placer.ts';

/** What is announced of a callback that is due: everything of the request but the number and the name. */
export const toDueAnnouncement = (request: PlacementRequest): Announcement => ({
  type: 'CallbackDue',
  conversationId: request.conversationId,
  callbackKey: request.callbackKey,
  placementKey: request.placementKey,
  due: request.due,
  trigger: request.trigger,
  firedAt: request.firedAt,
  outcome: 'placed',
  automation: request.automation,
  ...(request.queueId !== undefined && { queueId: request.queueId }),
});
