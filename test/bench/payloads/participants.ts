/** Participants with nearly every field that Genesys' models have, as the media topic and the all-media topic tell them. */
import type { Random } from '#test/bench/random.ts';

export type Purpose = 'customer' | 'acd' | 'agent';
type Json = Readonly<Record<string, unknown>>;

const HOUR = 3_600_000;
/** Within an hour of this all participants came and went. */
export const STORY_AT = Date.parse('2026-09-01T09:00:00.000Z');

const instantAfter = (random: Random, after: number) => new Date(after + random.whole(0, HOUR)).toISOString();
const number = (random: Random) => `+1317555${random.whole(1000, 9999)}`;
const name = (random: Random) =>
  `${random.pick(['Alex', 'Robin', 'Kim', 'Sascha'])} ${random.pick(['Example', 'Sample', 'Muster'])}`;
const reference = (random: Random, path: string) => {
  const id = random.uuid();
  return { id, name: name(random), selfUri: `/api/v2/${path}/${id}` };
};

const state = (random: Random, purpose: Purpose) =>
  purpose === 'agent'
    ? random.pick(['alerting', 'connected', 'disconnected'])
    : random.pick(['scheduled', 'connected']);

const routing = (random: Random) => ({
  queue: reference(random, 'routing/queues'),
  language: { id: random.uuid() },
  priority: random.whole(0, 10),
  skills: [reference(random, 'routing/skills')],
  scoredAgents: [],
});

const alerts = () => ({
  alertingTimeoutSeconds: 30,
  autoAnswerAlertToneSeconds: 1.5,
  manualAnswerAlertToneSeconds: 2,
  enableAutoAnswer: false,
});

const wrapup = (random: Random) => ({
  code: random.uuid(),
  name: 'Called back',
  notes: 'Asked to be called again on Friday',
  durationSeconds: random.whole(5, 120),
  endTime: instantAfter(random, STORY_AT + HOUR),
});

/** When a callback is to be made. All of its participants tell the same. */
export const aScheduledTime = (random: Random): string => instantAfter(random, STORY_AT + 2 * HOUR);

/** What participants of the media topic and communications of the all-media topic have in common. */
const callbackFields = (random: Random, purpose: Purpose, scheduledTime: string): Json => ({
  state: state(random, purpose),
  initialState: purpose === 'agent' ? 'alerting' : 'scheduled',
  direction: 'outbound',
  held: false,
  disconnectType: 'transfer',
  startHoldTime: instantAfter(random, STORY_AT),
  startAlertingTime: instantAfter(random, STORY_AT),
  connectedTime: instantAfter(random, STORY_AT),
  provider: 'PureCloud Callback',
  voicemail: { id: random.uuid(), uploadStatus: 'complete' },
  callbackNumbers: [number(random)],
  callbackUserName: name(random),
  externalCampaign: false,
  skipEnabled: true,
  timeoutSeconds: 30,
  callbackScheduledTime: scheduledTime,
  automatedCallbackConfigId: random.uuid(),
  wrapup: wrapup(random),
  queueMediaSettings: alerts(),
  callerVerification: 'a field that no model has',
});

const participantFields = (random: Random, purpose: Purpose): Json => ({
  id: random.uuid(),
  purpose,
  name: name(random),
  startTime: instantAfter(random, STORY_AT),
  wrapupRequired: false,
  wrapupPrompt: 'optional',
  wrapupTimeoutMs: random.whole(1000, 60_000),
  wrapupSkipped: false,
  alertingTimeoutMs: 30_000,
  mediaRoles: ['full'],
  attributes: { crmCaseId: `case-${random.whole(1000, 9999)}`, 'context.intent': 'billing' },
  externalContactInitialDivisionId: random.uuid(),
  conversationRoutingData: routing(random),
  startAcwTime: instantAfter(random, STORY_AT + HOUR),
  endAcwTime: instantAfter(random, STORY_AT + HOUR),
  screenRecordingState: 'none',
  flaggedReason: 'general',
  journeyStage: { name: 'another field that no model has' },
});

/** A participant of the media topic. */
export const aMediaParticipant = (random: Random, purpose: Purpose, scheduledTime: string): Json => ({
  ...participantFields(random, purpose),
  ...callbackFields(random, purpose, scheduledTime),
  address: number(random),
  user: reference(random, 'users'),
  queue: reference(random, 'routing/queues'),
  team: reference(random, 'teams'),
  script: reference(random, 'scripts'),
  externalContact: reference(random, 'externalcontacts/contacts'),
  peer: random.uuid(),
  journeyContext: {
    customer: { id: random.uuid(), idType: 'phone' },
    customerSession: { id: random.uuid(), type: 'web' },
  },
});

const address = (random: Random) => ({
  name: name(random),
  nameRaw: '',
  addressNormalized: `tel:${number(random)}`,
  addressRaw: `tel:${number(random)}`,
  addressDisplayable: '',
});

const aCall = (random: Random): Json => ({
  id: random.uuid(),
  state: random.pick(['dialing', 'connected', 'disconnected']),
  initialState: 'dialing',
  direction: 'outbound',
  recording: true,
  recordingState: 'active',
  recordingId: random.uuid(),
  muted: false,
  confined: false,
  held: false,
  securePause: false,
  connectedTime: instantAfter(random, STORY_AT),
  disconnectReasons: [],
  provider: 'Edge',
  peerId: random.uuid(),
  self: address(random),
  other: address(random),
  afterCallWorkRequired: true,
});

/** A participant of the all-media topic, with one callback; the customer and the agent with a call, too. */
export const anAllMediaParticipant = (random: Random, purpose: Purpose, scheduledTime: string): Json => ({
  ...participantFields(random, purpose),
  connectedTime: instantAfter(random, STORY_AT),
  userId: random.uuid(),
  externalContactId: random.uuid(),
  queueId: random.uuid(),
  teamId: random.uuid(),
  queueName: 'Callbacks',
  participantType: 'Internal',
  ani: number(random),
  dnis: number(random),
  locale: 'en-US',
  wrapupExpected: true,
  additionalProperties: {},
  ...(purpose !== 'acd' && { calls: [aCall(random)] }),
  callbacks: [
    {
      ...callbackFields(random, purpose, scheduledTime),
      id: random.uuid(),
      scriptId: random.uuid(),
      peerId: random.uuid(),
      callerId: number(random),
      callerIdName: 'Sample Inc',
      afterCallWork: { state: 'pending', startTime: instantAfter(random, STORY_AT + HOUR) },
      afterCallWorkRequired: true,
      additionalProperties: {},
    },
  ],
});
