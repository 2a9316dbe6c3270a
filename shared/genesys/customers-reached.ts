import type * as v from 'valibot';
import { type CustomerReached, phoneDigits } from '#shared/domain/customer.ts';
import { isOver } from '#shared/domain/leg.ts';
import type { Call, Purpose } from '#shared/domain/observation.ts';
import { type EpochMs, earliest, epochMs, latest } from '#shared/domain/time.ts';
import { isConversationId } from '#shared/genesys/bounds.ts';
import { toPurpose } from '#shared/genesys/dialects.ts';
import { isBlank, type JsonObject } from '#shared/genesys/json.ts';
import { toCall } from '#shared/genesys/phone-call.ts';
import { createPick } from '#shared/genesys/pick.ts';
import type { CallSchema } from '#shared/genesys/schemas/call.ts';
import { ConversationSchema } from '#shared/genesys/schemas/conversation.ts';
import { fits, type Sent } from '#shared/genesys/schemas/fits.ts';
import type { ParticipantSchema } from '#shared/genesys/schemas/participant.ts';

type Conversation = Sent<v.InferOutput<typeof ConversationSchema>>;
type WireCall = Sent<v.InferOutput<typeof CallSchema>>;
type Connected = Call & { readonly connectedAt: EpochMs };

const pick = createPick('purpose', 'externalContactId', 'address', 'ani', 'calls');
type Participant = ReturnType<typeof pick<Sent<v.InferOutput<typeof ParticipantSchema>>>>;

// More than any real conversation has, and a bound on what a hostile body can make us do.
const MOST_CALLS = 16;
const MOST_CUSTOMERS = 4;
const MOST_NUMBERS = 4;

/** A participant that has or had a call, with those calls that are or were connected. */
interface Party {
  readonly participant: Participant;
  readonly wireCalls: readonly WireCall[];
  readonly connected: readonly Connected[];
}

const isOrWasConnected = (call: Call): call is Connected =>
  call.connectedAt !== undefined && (call.state === 'connected' || isOver(call));

function partiesOf(participants: readonly Participant[], purpose: Purpose): readonly Party[] {
  return participants.flatMap((participant) => {
    if (isBlank(participant.purpose) || toPurpose(participant.purpose) !== purpose) return [];
    const wireCalls = (participant.calls || []).slice(0, MOST_CALLS);
    // What was unknown to us is counted where the conversation is recorded.
    const calls = wireCalls.map((call) => toCall(call, '', { unknownValues: 0 }));
    const connected = calls.filter(isOrWasConnected);
    return connected.length > 0 ? [{ participant, wireCalls, connected }] : [];
  });
}

const END_OF_TIME = epochMs(Number.MAX_SAFE_INTEGER);

/** The first instant at which one of these calls was connected while one of those was. */
function firstTalk(these: readonly Connected[], those: readonly Connected[]): EpochMs | undefined {
  const starts = these.flatMap((one) =>
    those.flatMap((other) => {
      const start = latest(one.connectedAt, other.connectedAt);
      const end = earliest(one.endedAt ?? END_OF_TIME, other.endedAt ?? END_OF_TIME);
      return start < end ? [start] : [];
    }),
  );
  return starts.length === 0 ? undefined : earliest(...starts);
}

const numberOf = (address: WireCall['self']) =>
  isBlank(address)
    ? undefined
    : (phoneDigits(address.addressNormalized || '') ?? phoneDigits(address.addressRaw || ''));

/**
 * The ends of a call that may be the customer's. Genesys calls a participant's own end `self`, but the caller's end of
 * a call that we made; so there both may be his, as they may where `self` is an end of our agents.
 */
function endsOf(
  { self, other, direction }: WireCall,
  ours: ReadonlySet<string>,
): readonly (string | undefined)[] {
  const own = numberOf(self);
  const isOurs = own !== undefined && ours.has(own);
  return isOurs || direction?.toLowerCase() === 'outbound' ? [own, numberOf(other)] : [own];
}

function numbersOf({ participant, wireCalls }: Party, ours: ReadonlySet<string>): readonly string[] {
  const told = [participant.address, participant.ani].map((text) => phoneDigits(text || ''));
  const ends = wireCalls.flatMap((call) => endsOf(call, ours)).filter((end) => !ours.has(end ?? ''));
  const numbers = [...told, ...ends].filter((digits) => digits !== undefined);
  return [...new Set(numbers)].slice(0, MOST_NUMBERS);
}

/** The customers that a conversation of all media shows in a talk with an agent, now or before. */
export function customersReached({ id, participants }: Conversation): readonly CustomerReached[] {
  if (isBlank(id) || !isConversationId(id)) return [];
  const picked = (participants || []).map(pick);
  const agents = partiesOf(picked, 'agent');
  if (agents.length === 0) return [];

  const talking = agents.flatMap(({ connected }) => connected).slice(0, MOST_CALLS);
  const ours = new Set(agents.flatMap(({ wireCalls }) => wireCalls.map(({ self }) => numberOf(self) ?? '')));
  const customers = partiesOf(picked, 'customer').slice(0, MOST_CUSTOMERS);
  return customers.flatMap((customer) => {
    const at = firstTalk(customer.connected, talking);
    const numbers = numbersOf(customer, ours);
    const externalContactId = customer.participant.externalContactId;
    if (at === undefined || (isBlank(externalContactId) && numbers.length === 0)) return [];
    return [{ conversationId: id, at, numbers, ...(externalContactId && { externalContactId }) }];
  });
}

/** The same of a body that nobody checked yet, because it is of other media: none where it is no such conversation. */
export const customersReachedIn = (body: JsonObject): readonly CustomerReached[] =>
  fits(ConversationSchema, body) ? customersReached(body) : [];
