/**
 * Stands in for `@smithy/core/event-streams` in the bundles of the functions, 20 KB smaller than the real one.
 *
 * The SDK's clients name it, but none of the operations we use streams. One that did would fail here, at its first call.
 */

/** Leaves a client's configuration as it is. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

/** Would make the marshaller of a stream. */
export function eventStreamSerdeProvider(): never {
  throw new TypeError('Event streams are left out of the bundle: see no-event-streams.ts.');
}

/** Would read and write streams. */
export class EventStreamSerde {
  constructor() {
    eventStreamSerdeProvider();
  }
}
