/**
 * A conversation as one DynamoDB item. Small on purpose: every started kilobyte costs one more write unit.
 *
 * `schema` tells how the parts are written. A later form gets the next number and keeps a reader for this one.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { callback, outboxEntry } from '#shared/adapters/dynamodb/codec/callback-records.ts';
import { type Kind, listOf } from '#shared/adapters/dynamodb/codec/kinds.ts';
import { call, joinedLeg, leg } from '#shared/adapters/dynamodb/codec/leg-records.ts';
import { startPacking, startUnpacking, type Unpacking } from '#shared/adapters/dynamodb/codec/packing.ts';
import { registerOf } from '#shared/adapters/dynamodb/codec/register.ts';
import {
  fromFingerprintBytes,
  seenBodies,
  toFingerprintBytes,
} from '#shared/adapters/dynamodb/codec/seen-bodies.ts';
import { lookShard } from '#shared/adapters/dynamodb/look-shard.ts';
import {
  CallbacksSchema,
  OutboxSchema,
  SeenSchema,
} from '#shared/adapters/dynamodb/schemas/callback-schemas.ts';
import { Count, Instant } from '#shared/adapters/dynamodb/schemas/exactly.ts';
import { CallsSchema, JoinedSchema, LegsSchema } from '#shared/adapters/dynamodb/schemas/leg-schemas.ts';
import { StoredItemError } from '#shared/adapters/dynamodb/stored-item-error.ts';
import { conversationKey } from '#shared/adapters/dynamodb/table.ts';
import type { Conversation, Look } from '#shared/domain/conversation.ts';
import { days, type EpochMs, latest, plus } from '#shared/domain/time.ts';

export type Item = Record<string, AttributeValue>;

const SCHEMA = 1;
const KEPT_FOR = days(90);

const legs = registerOf(listOf(leg));
const calls = registerOf(listOf(call));
const joined = listOf(joinedLeg);
const callbacks = listOf(callback);
const outbox = listOf(outboxEntry);

/** Writes a conversation as it is, under its own version, with its next look. */
export function toItem(conversation: Conversation, look: Look | undefined): Item {
  const { conversationId, changedAt } = conversation;
  const packing = startPacking(conversationId, changedAt);
  const item: Item = {
    pk: { S: conversationKey(conversationId) },
    version: { N: String(conversation.version) },
    schema: { N: String(SCHEMA) },
    changedAt: { N: String(changedAt) },
  };
  const put = <T>(name: string, kind: Kind<T>, value: T | undefined) => {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return;
    item[name] = { S: JSON.stringify(kind.pack(value, packing)) };
  };
  put('customerLegs', legs, conversation.customerLegs);
  put('otherLegs', legs, conversation.otherLegs);
  put('calls', calls, conversation.calls);
  put('joined', joined, conversation.joined);
  put('callbacks', callbacks, conversation.callbacks);
  put('outbox', outbox, conversation.outbox);
  const bytes = toFingerprintBytes(conversation.seen);
  if (bytes === undefined) put('seen', seenBodies, conversation.seen);
  else if (bytes.length > 0) item['seen'] = { B: bytes };
  return Object.assign(item, derived(conversation, look));
}

function derived(conversation: Conversation, look: Look | undefined): Item {
  const keptFrom = look === undefined ? conversation.changedAt : latest(conversation.changedAt, look.at);
  return {
    ...(look && {
      lookAt: { N: String(look.at) },
      lookShard: { N: String(lookShard(conversation.conversationId)) },
    }),
    expiresAt: { N: String(Math.ceil(plus(keptFrom, KEPT_FOR) / 1000)) },
  };
}

/** Reads an item back. Throws a `StoredItemError` where it does not fit. */
export function fromItem(conversationId: string, item: Item): Conversation {
  if (item['schema']?.N !== String(SCHEMA)) throw new StoredItemError('schema');
  const version = numberIn(item, 'version', Count);
  const changedAt: EpochMs = numberIn(item, 'changedAt', Instant);
  const unpacking = startUnpacking(conversationId, changedAt);
  const part = <T>(name: string, kind: Kind<T>, schema: v.GenericSchema<unknown, T>) =>
    item[name] === undefined ? undefined : readPart(name, item[name], kind, schema, unpacking);
  return {
    conversationId,
    version,
    changedAt,
    // Read in the order in which `toItem` writes: later parts refer to what earlier ones told.
    customerLegs: part('customerLegs', legs, LegsSchema),
    otherLegs: part('otherLegs', legs, LegsSchema),
    calls: part('calls', calls, CallsSchema),
    joined: part('joined', joined, JoinedSchema) ?? [],
    callbacks: part('callbacks', callbacks, CallbacksSchema) ?? [],
    outbox: part('outbox', outbox, OutboxSchema) ?? [],
    seen: part('seen', seenBodies, SeenSchema) ?? [],
  };
}

function readPart<T>(
  name: string,
  attribute: AttributeValue,
  kind: Kind<T>,
  schema: v.GenericSchema<unknown, T>,
  unpacking: Unpacking,
): T {
  const result = v.safeParse(schema, unpackPart(name, attribute, kind, unpacking), { abortEarly: true });
  if (!result.success) throw new StoredItemError(name);
  return result.output;
}

/** Whatever goes wrong here would quote the content in its message, so that only the attribute's name is told. */
function unpackPart<T>(
  name: string,
  attribute: AttributeValue,
  kind: Kind<T>,
  unpacking: Unpacking,
): unknown {
  try {
    if (attribute.B !== undefined) return fromFingerprintBytes(attribute.B);
    return kind.unpack(JSON.parse(attribute.S ?? ''), unpacking);
  } catch {
    throw new StoredItemError(name);
  }
}

function numberIn<T>(item: Item, name: string, schema: v.GenericSchema<unknown, T>): T {
  const result = v.safeParse(schema, Number(item[name]?.N ?? Number.NaN));
  if (!result.success) throw new StoredItemError(name);
  return result.output;
}
