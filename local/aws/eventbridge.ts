import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { type Operations, operation } from '#local/aws/operation.ts';

/** An event as it was put on a bus. */
export interface BusEvent {
  readonly time: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
}

const EntrySchema = v.strictObject({
  Source: v.optional(v.string()),
  DetailType: v.optional(v.string()),
  Detail: v.optional(v.string()),
  EventBusName: v.optional(v.string()),
  /** Epoch seconds. */
  Time: v.optional(v.number()),
  Resources: v.optional(v.array(v.string())),
});

const PutEventsSchema = v.strictObject({
  Entries: v.pipe(v.array(EntrySchema), v.minLength(1), v.maxLength(10)),
});

/** EventBridge with one bus that remembers, for as long as it runs, what was put on it. */
export function createEventBridge(onEvent: (event: BusEvent) => void): {
  operations: Operations;
  events(): readonly BusEvent[];
} {
  const events: BusEvent[] = [];
  const put = (entry: v.InferOutput<typeof EntrySchema>) => {
    const event = toEvent(entry);
    if ('ErrorCode' in event) return event;
    events.push(event);
    onEvent(event);
    return { EventId: randomUUID() };
  };
  return {
    operations: new Map([
      [
        'PutEvents',
        operation(PutEventsSchema, ({ Entries }) => {
          const results = Entries.map(put);
          return { FailedEntryCount: results.filter((one) => 'ErrorCode' in one).length, Entries: results };
        }),
      ],
    ]),
    events: () => [...events],
  };
}

// AWS refuses a bad entry inside a 200: callers that look only for exceptions lose it.
function toEvent(entry: v.InferOutput<typeof EntrySchema>) {
  const { Source, DetailType, Detail, Time } = entry;
  if (!Source || !DetailType || !Detail) {
    return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Source, DetailType and Detail are required.' };
  }
  const detail = parseObject(Detail);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const time = Time === undefined ? new Date() : new Date(Time * 1000);
  return { time: time.toISOString(), source: Source, 'detail-type': DetailType, detail };
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
