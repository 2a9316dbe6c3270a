import { isBlank, type JsonObject } from '#shared/genesys/json.ts';
import type { DetailEventKind } from '#shared/genesys/topic.ts';

type Told = (...fields: readonly string[]) => boolean;

/** Fields of detail events and metrics that say nothing of a callback's life. */
const FOREIGN = [
  'metric',
  'flowId',
  'outboundCampaignId',
  'outboundContactId',
  'outboundContactListId',
  'voicemailDurationMs',
  'communications',
];

const WRAPUP = ['wrapupCode', 'wrapupNotes', 'wrapupDurationMs'];
const ACD_END = [
  'acdOutcome',
  'usedRouting',
  'answeredUserId',
  'requestedRoutings',
  'connectedDurationMs',
  'flowType',
];
const USER_END = [
  'disconnectType',
  'interactingDurationMs',
  'heldDurationMs',
  'alertingDurationMs',
  'contactingDurationMs',
  'dialingDurationMs',
  'callbackDurationMs',
];
const CUSTOMER_END = ['disconnectType', 'interactingDurationMs'];
const ACD_START = ['queueId', 'routingPriority', 'requestedRoutingSkillIds', 'skillExpressionApplied'];

function ofUser(told: Told): DetailEventKind {
  if (told(...WRAPUP)) return 'acw';
  return told(...USER_END) ? 'user.end' : 'user.start';
}

function ofCustomerOrAcd(told: Told): DetailEventKind {
  const queued = told(...ACD_START);
  if (told(...CUSTOMER_END)) return queued ? 'acd.end' : 'customer.end';
  return queued ? 'acd.start' : 'customer.start';
}

/** Tells which detail event a body without a topic is, by the fields that only this one has; undefined for others. */
export function inferDetailEvent(body: JsonObject): DetailEventKind | undefined {
  const told: Told = (...fields) => fields.some((field) => !isBlank(body[field]));
  if (told(...FOREIGN)) return undefined;
  // `wrapup` has the same fields as `acw` but for the agent, and comes while the session may still be open.
  if (told(...WRAPUP) && !told('userId')) return undefined;
  if (told(...ACD_END)) return 'acd.end';
  return told('userId') ? ofUser(told) : ofCustomerOrAcd(told);
}
