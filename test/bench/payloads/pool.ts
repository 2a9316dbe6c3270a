import {
  aMediaParticipant,
  anAllMediaParticipant,
  aScheduledTime,
  type Purpose,
  STORY_AT,
} from '#test/bench/payloads/participants.ts';
import { createRandom, type Random } from '#test/bench/random.ts';

/** A notification, and what was told of its conversation before. */
export interface Sample {
  readonly conversationId: string;
  readonly body: string;
  /** Earlier notifications of the same conversation, oldest first; none for half of the pool. */
  readonly earlier: readonly string[];
}

/** How many payloads vary: with fewer, compiled code and caches would flatter. */
const POOL_SIZE = 64;

/** The share of fields that are not sent. */
const MISSING = 0.2;

/** Without these a body would be no notification of a callback, or none of this conversation. */
const ALWAYS: ReadonlySet<string> = new Set(['id', 'purpose', 'callbacks']);

const ALONE: readonly Purpose[] = ['customer'];
const QUEUED: readonly Purpose[] = ['customer', 'acd'];
const ASSIGNED: readonly Purpose[] = ['customer', 'acd', 'agent'];

/** When everything was told; the clock of a measurement stands a little later. */
export const TOLD_AT = STORY_AT + 3_600_000;

/** Leaves fields out at random, at every level. */
function thin(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) return value.map((one) => thin(one, random));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => ALWAYS.has(name) || !random.chance(MISSING));
  return Object.fromEntries(kept.map(([name, one]) => [name, thin(one, random)]));
}

function aBody(
  conversationId: string,
  participants: readonly unknown[],
  isAllMedia: boolean,
  stampedAt: number,
  random: Random,
) {
  const medium = isAllMedia ? '' : '.callbacks';
  const stamp = new Date(stampedAt).toISOString();
  return JSON.stringify({
    version: '0',
    id: random.uuid(),
    'detail-type': `v2.routing.queues.{id}.conversations${medium}`,
    source: `aws.partner/genesys.com/cloud/${random.uuid()}/callbacks`,
    account: '111122223333',
    time: stamp,
    region: 'eu-central-1',
    resources: [],
    detail: {
      topicName: `v2.routing.queues.${random.uuid()}.conversations${medium}`,
      version: '2',
      eventBody: {
        id: conversationId,
        participants,
        recordingState: 'none',
        divisions: [{ division: { id: random.uuid() }, entities: [] }],
      },
      metadata: { CorrelationId: random.uuid() },
      timestamp: stamp,
    },
  });
}

function aSample(index: number, random: Random): Sample {
  const conversationId = random.uuid();
  const isAllMedia = index % 4 > 1;
  // Most notifications come once an agent is there.
  const cast = random.pick([ALONE, QUEUED, ASSIGNED, ASSIGNED]);
  const scheduledTime = aScheduledTime(random);
  const full = cast.map((purpose) =>
    (isAllMedia ? anAllMediaParticipant : aMediaParticipant)(random, purpose, scheduledTime),
  );
  const told = (stampedAt: number) =>
    aBody(
      conversationId,
      full.map((one) => thin(one, random)),
      isAllMedia,
      stampedAt,
      random,
    );
  const earlier = index % 2 === 0 ? [] : [told(TOLD_AT - 120_000), told(TOLD_AT - 60_000)];
  return { conversationId, body: told(TOLD_AT), earlier };
}

/** Payloads of 1–3 participants, both topics, a fifth of their fields missing, half of them of known conversations. */
export function createPool(): readonly Sample[] {
  const random = createRandom(20_260_901);
  return Array.from({ length: POOL_SIZE }, (_, index) => aSample(index, random));
}
