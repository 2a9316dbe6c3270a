/** No SDK has `ConversationNotificationCallback` any more; this is its published table, written down. */
import type { ConversationNotificationCallbackSchema } from '#shared/genesys/schemas/conversation-notification-callback.ts';
import type { Assert, Bare, Same, Taken } from '#test/types/same-model.ts';

// What an untyped object of those SDKs may hold is nobody's promise.
type AnyObject = Record<never, never>;

interface ConversationNotificationCallback {
  state?: string;
  id?: string;
  direction?: string;
  held?: boolean;
  disconnectType?: string;
  startHoldTime?: string;
  dialerPreview?: ConversationNotificationDialerPreview;
  voicemail?: ConversationNotificationVoicemail;
  callbackNumbers?: string[];
  callbackUserName?: string;
  scriptId?: string;
  peerId?: string;
  skipEnabled?: boolean;
  provider?: string;
  timeoutSeconds?: number;
  connectedTime?: string;
  disconnectedTime?: string;
  callbackScheduledTime?: string;
  automatedCallbackConfigId?: string;
  additionalProperties?: AnyObject;
}

interface ConversationNotificationDialerPreview {
  id?: string;
  contactId?: string;
  contactListId?: string;
  campaignId?: string;
  phoneNumberColumns?: { columnName?: string; type?: string; additionalProperties?: AnyObject }[];
  additionalProperties?: AnyObject;
}

interface ConversationNotificationVoicemail {
  id?: string;
  uploadStatus?: string;
  additionalProperties?: AnyObject;
}

export type LegacyModel = [
  Assert<Same<Taken<typeof ConversationNotificationCallbackSchema>, Bare<ConversationNotificationCallback>>>,
];
