import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RATE, type Rate, type SlotRequest, takeSlots } from '#shared/domain/pacing.ts';
import { durationMs, type EpochMs, plus } from '#shared/domain/time.ts';
import { NOON, noon } from '#test/builders/times.ts';

const RATES = { '': 270, slow: 7, fast: 1000 } as const;

const request: fc.Arbitrary<SlotRequest> = fc
  .record({
    lane: fc.constantFrom('', '', 'slow', 'fast'),
    requests: fc.integer({ min: 1, max: 3 }),
    due: fc.integer({ min: 0, max: 60_000 }).map((ms) => noon(0, ms)),
  })
  .map((one) => ({ ...one, requestsPerMinute: RATES[one.lane as keyof typeof RATES] }));

/** Batches as they come, each so many milliseconds after the one before. */
const batches = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 90_000 }),
    asked: fc.array(request, { minLength: 1, maxLength: 40 }),
  }),
  { minLength: 1, maxLength: 12 },
);

interface Taken {
  readonly request: SlotRequest;
  readonly slot: EpochMs;
  readonly batch: number;
  readonly askedAt: EpochMs;
}

function takeAll(all: readonly { after: number; asked: readonly SlotRequest[] }[]): Taken[] {
  let rate: Rate = NO_RATE;
  let now = NOON;
  return all.flatMap(({ after, asked }, batch) => {
    now = plus(now, durationMs(after));
    const taken = takeSlots(rate, asked, now);
    rate = taken.rate;
    return asked.map((request, at) => ({ request, slot: taken.slots[at] ?? now, batch, askedAt: now }));
  });
}

const byLane = (taken: readonly Taken[]) =>
  [...Map.groupBy(taken, ({ request }) => request.lane).values()].map((lane) =>
    lane.toSorted((a, b) => a.slot - b.slot),
  );

describe('whoever asks for slots, and whenever', () => {
  it('a minute of a lane never has more requests than its rate, but for what the last one has beyond one', () => {
    fc.assert(
      fc.property(batches, (all) => {
        for (const lane of byLane(takeAll(all))) {
          lane.forEach(({ slot, request }, from) => {
            const minute = lane.slice(from).filter((one) => one.slot < plus(slot, durationMs(60_000)));
            const requests = minute.map((one) => one.request.requests);
            const sum = requests.reduce((a, b) => a + b, 0);
            expect(sum).toBeLessThanOrEqual(request.requestsPerMinute + (requests.at(-1) ?? 1) - 1);
          });
        }
      }),
    );
  });

  it('no slot is given twice, none lies in the past, and each batch is served in order of due', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const taken = takeAll(all);
        for (const { slot, askedAt } of taken) expect(slot).toBeGreaterThanOrEqual(askedAt);
        for (const lane of byLane(taken)) {
          expect(new Set(lane.map(({ slot }) => slot)).size).toBe(lane.length);
          for (const batch of Map.groupBy(lane, (one) => one.batch).values()) {
            const dues = batch.map(({ request }) => request.due);
            expect(dues).toEqual(dues.toSorted((a, b) => a - b));
          }
        }
      }),
    );
  });

  it('a lane is never left idle while somebody waits in it, and waits for no other lane', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const taken = takeAll(all);
        for (const lane of byLane(taken)) {
          const alone = takeAll(
            all.map(({ after, asked }) => ({
              after,
              asked: asked.filter(({ lane: name }) => name === lane[0]?.request.lane),
            })),
          );
          expect(lane.map(({ slot }) => slot)).toEqual(
            alone.map(({ slot }) => slot).toSorted((a, b) => a - b),
          );
          lane.forEach(({ slot, askedAt }, at) => {
            const before = lane[at - 1];
            const takes = before ? (before.request.requests * 60_000) / before.request.requestsPerMinute : 0;
            const free = before ? Math.ceil(before.slot + takes) : 0;
            expect(slot).toBe(Math.max(askedAt, free));
          });
        }
      }),
    );
  });
});
