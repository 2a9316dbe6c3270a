import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { isForeignWord } from '#shared/adapters/logging/foreign-word.ts';
import { formatTimers } from '#shared/adapters/sqs/timer-message.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import type { Timer, TimerQueue } from '#shared/ports/timer-queue.ts';

const TIMERS_PER_MESSAGE = 25;
/** SQS takes at most 10 messages in one call. */
const MESSAGES_PER_CALL = 10;
/** The longest delay that SQS knows; whoever gets a timer earlier than that sends it back. */
const LONGEST_DELAY_SECONDS = 900;
/** Messages arrive this much early, and the consumer waits the rest to the millisecond. */
const EARLY_MS = 500;

/**
 * Sends timers as delayed SQS messages. Never rejects: what could not be sent is answered, logged and counted, and the
 * sweep finds it in the look index.
 */
export function createTimerQueue(
  client: SQSClient,
  queueUrl: string,
  clock: Clock,
  telemetry: Telemetry,
): TimerQueue {
  async function sendCall(messages: readonly (readonly Timer[])[]): Promise<readonly Timer[]> {
    const now = clock.now();
    const Entries = messages.map((timers, index) => ({
      Id: String(index),
      MessageBody: formatTimers(timers),
      DelaySeconds: delaySeconds(timers, now),
    }));
    try {
      const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      // Only what SQS says that it took counts as sent.
      const taken = new Set((answer.Successful ?? []).map(({ Id }) => Id));
      const unsent = messages.filter((_, index) => !taken.has(String(index))).flat();
      const codes = new Set(
        (answer.Failed ?? []).map(({ Code = '' }) => (isForeignWord(Code) ? Code : '(code)')),
      );
      if (unsent.length > 0) {
        telemetry.warn('timers.unsent', { count: unsent.length, codes: [...codes].join(' ') });
      }
      return unsent;
    } catch (error) {
      const unsent = messages.flat();
      telemetry.error('timers.unsent', error, { count: unsent.length });
      return unsent;
    }
  }

  return {
    async send(timers) {
      const calls = chunks(bySecond(timers), MESSAGES_PER_CALL);
      const unsent = (await Promise.all(calls.map(sendCall))).flat();
      if (unsent.length > 0) telemetry.count('timers.unsent', unsent.length);
      return unsent;
    },
  };
}

/** Seconds until shortly before the first of the timers is due. */
function delaySeconds(timers: readonly Timer[], now: EpochMs): number {
  const first = Math.min(...timers.map(({ at }) => at));
  const seconds = Math.floor((first - now - EARLY_MS) / 1000);
  return Math.min(Math.max(seconds, 0), LONGEST_DELAY_SECONDS);
}

function bySecond(timers: readonly Timer[]): (readonly Timer[])[] {
  const groups = Map.groupBy(timers, ({ at }) => Math.floor(at / 1000));
  return [...groups.values()].flatMap((group) => chunks(group, TIMERS_PER_MESSAGE));
}

function chunks<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, place) =>
    all.slice(place * size, (place + 1) * size),
  );
}
