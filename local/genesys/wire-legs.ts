/** Legs as Genesys writes them, in REST and in notifications. */
import type { CallbackFacts, CallLeg, Leg, Participant } from '#local/genesys/world.ts';

export const iso = (instant: number) => new Date(instant).toISOString();

/** The callback's own fields, which every model of it calls by the same name. */
export const wireFacts = (facts: CallbackFacts) => ({
  callbackNumbers: facts.numbers,
  ...(facts.userName !== undefined && { callbackUserName: facts.userName }),
  externalCampaign: facts.externalCampaign,
  skipEnabled: !facts.isPreview,
  timeoutSeconds: facts.timeoutSeconds,
  ...(facts.automatedCallbackConfigId !== undefined && {
    automatedCallbackConfigId: facts.automatedCallbackConfigId,
  }),
  callbackScheduledTime: iso(facts.scheduledAt),
});

export const wirePreview = ({ numbers }: CallbackFacts) => ({
  id: 'preview',
  contactId: 'contact',
  contactListId: 'contact-list',
  campaignId: 'campaign',
  phoneNumberColumns: numbers.map(() => ({ columnName: 'Phone', type: 'cell' })),
});

const wireTimes = ({ connectedAt, endedAt, disconnectType }: Leg) => ({
  ...(connectedAt !== undefined && { connectedTime: iso(connectedAt) }),
  ...(endedAt !== undefined && { disconnectedTime: iso(endedAt) }),
  ...(disconnectType !== undefined && { disconnectType }),
});

const SEGMENTS = { scheduled: 'Scheduled', alerting: 'Alert', dialing: 'Dial' } as const;

/** The activities within a leg, which only REST tells. */
function segmentsOf({ initialState, startedAt, connectedAt, endedAt }: Leg) {
  const first =
    initialState === 'connected' || initialState === 'disconnected' ? 'Interact' : SEGMENTS[initialState];
  const until = connectedAt ?? endedAt;
  return [
    {
      startTime: iso(startedAt),
      type: first,
      ...(until !== undefined && { endTime: iso(until), howEnded: connectedAt ? 'Interact' : 'Disconnect' }),
    },
    ...(connectedAt === undefined
      ? []
      : [
          {
            startTime: iso(connectedAt),
            type: 'Interact',
            ...(endedAt !== undefined && { endTime: iso(endedAt), howEnded: 'Disconnect' }),
          },
        ]),
  ];
}

const restOnly = (leg: Leg) => ({
  segments: segmentsOf(leg),
  ...(leg.initialState === 'alerting' && { startAlertingTime: iso(leg.startedAt) }),
});

export type Dialect = 'rest' | 'notification';

/** A callback as a conversation of all media has it. */
export const wireCallback = (facts: CallbackFacts, leg: Leg, dialect: Dialect) => ({
  state: leg.state,
  initialState: leg.initialState,
  id: leg.id,
  direction: 'outbound',
  held: false,
  ...wireFacts(facts),
  ...(facts.scriptId !== undefined && { scriptId: facts.scriptId }),
  ...(facts.callerId !== undefined && { callerId: facts.callerId }),
  ...(facts.callerIdName !== undefined && { callerIdName: facts.callerIdName }),
  ...(facts.isPreview && { dialerPreview: wirePreview(facts) }),
  provider: 'PureCloud Callback',
  afterCallWorkRequired: false,
  ...(leg.peerId !== undefined && { peerId: leg.peerId }),
  ...wireTimes(leg),
  ...(dialect === 'rest' ? restOnly(leg) : { additionalProperties: {} }),
});

/** A phone call as a conversation of all media has it; notifications do not tell when it began. */
export const wireCall = (call: CallLeg, { name, purpose }: Participant, dialect: Dialect) => ({
  id: call.id,
  state: call.state,
  initialState: call.initialState,
  direction: call.initialState === 'alerting' ? 'inbound' : 'outbound',
  recording: false,
  recordingState: 'none',
  muted: false,
  confined: false,
  held: false,
  securePause: false,
  self: { nameRaw: '', addressNormalized: 'tel:+13175550100', addressRaw: 'tel:+13175550100' },
  other: {
    ...(purpose === 'customer' && { name }),
    addressNormalized: `tel:${call.number}`,
    addressRaw: `tel:${call.number}`,
  },
  provider: 'Edge',
  disconnectReasons: [],
  afterCallWorkRequired: false,
  ...(call.peerId !== undefined && { peerId: call.peerId }),
  ...wireTimes(call),
  ...(dialect === 'rest' && restOnly(call)),
});

/** When the last leg of a participant, or of all participants, ended; missing while one is open. */
export function endOf(participants: readonly Participant[]): number | undefined {
  const ends = participants
    .flatMap(({ callback, calls }) => (callback ? [callback, ...calls] : calls))
    .map(({ endedAt }) => endedAt);
  return ends.includes(undefined) || ends.length === 0
    ? undefined
    : Math.max(...ends.map((instant) => instant ?? 0));
}
