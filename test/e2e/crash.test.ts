/** A short run of what `npm run test:crash` does at length. */
import { describe, expect, it } from 'vitest';
import { epochMs } from '#shared/domain/time.ts';
import type { Evidence } from '#test/crash/evidence.ts';
import { judgeCallback } from '#test/crash/judge-callback.ts';
import { runRounds } from '#test/crash/run-rounds.ts';
import { runScenes } from '#test/crash/run-scenes.ts';

const print = () => {};

describe('a stack under load that is killed with SIGKILL at random moments', () => {
  it('places every callback once, none early, and loses none', async () => {
    const verdict = await runRounds({ rounds: 3, seed: 7, print, untilTold: false, idleMs: 60_000 });
    expect(verdict.violations).toEqual([]);
    expect(verdict.ends.lost).toBe(0);
    expect(verdict.ends.placed).toBeGreaterThan(10);
  });
});

describe('a running stack', () => {
  it('writes and places once what comes many times at once, in contending processes, and in one second', async () => {
    const scenes = await runScenes({
      duplicates: { conversations: 2, copies: 50 },
      contention: { timers: 150, workers: 1, kills: 0, copies: 1 },
      sameSecond: 150,
      seed: 7,
      print,
    });
    expect(scenes.violations).toEqual([]);
    expect(scenes.placed).toBe(scenes.callbacks);
  });
});

describe('the judge of these runs', () => {
  const due = Date.parse('2026-03-02T12:00:00.000Z');
  const id = 'c4a1e7d9-5b38-4f62-9c0e-8d2b6f1a7e33';
  const told = (facts: object) => ({
    conversationId: id,
    stamp: due - 5000,
    recordedAt: epochMs(due - 4900),
    scheduledAt: due,
    isOpen: true,
    hasCall: undefined,
    ...facts,
  });
  const placement = {
    state: 'placed',
    placementKey: `${id}_${due}`,
    automation: 'dial',
    placer: 'dial',
    attempt: 1,
    firedAt: new Date(due + 10).toISOString(),
  } as const;
  const reportOf = (state: 'placed' | 'unknown' | undefined) => ({
    conversationId: id,
    legs: [{ purpose: 'customer', state: 'scheduled', scheduledFor: new Date(due).toISOString() }] as const,
    calls: [],
    nextLook: null,
    callbacks: [
      {
        key: new Date(due).toISOString(),
        due: new Date(due).toISOString(),
        outcomes: [],
        ...(state && { placement: { ...placement, state } }),
      },
    ],
  });
  const good: Evidence = {
    callback: { id, automation: 'dial', scheduledAt: due, isCancelled: false },
    deeds: [{ at: due + 100, due }],
    told: [told({})],
    announced: [],
    report: reportOf('placed'),
    isUnheard: false,
    isOpenAtGenesys: false,
  };
  const judged = (evidence: Partial<Evidence>) =>
    judgeCallback({ ...good, ...evidence }, due + 3_600_000).violations.join('\n');

  it('finds nothing where a callback was dialled once at its time', () => {
    expect(judged({})).toBe('');
  });

  it.each<[string, Partial<Evidence>, string]>([
    ['lost', { deeds: [], report: reportOf(undefined) }, 'lost'],
    ['dialled twice', { deeds: [...good.deeds, ...good.deeds] }, 'dialled 2 times'],
    ['dialled early', { deeds: [{ at: due - 1, due }] }, 'placed 1 ms early'],
    ['only said to be placed', { deeds: [] }, 'nobody saw it'],
    ['unknown without a word', { deeds: [], report: reportOf('unknown') }, 'nobody was told'],
    [
      'dialled and told of, but left unknown',
      { report: reportOf('unknown') },
      'dialled, and told of, but unknown',
    ],
    ['still open at Genesys', { isOpenAtGenesys: true }, 'still open'],
    [
      'claimed after its end was recorded',
      {
        callback: { ...good.callback, isCancelled: true },
        told: [told({}), told({ stamp: due - 100, recordedAt: epochMs(due), isOpen: false })],
      },
      'claimed for 2026-03-02T12:00:00.000Z after it was recorded',
    ],
    [
      'forgotten to have been moved',
      { told: [told({}), told({ stamp: due - 100, scheduledAt: due + 60_000 })] },
      'its newest time was forgotten',
    ],
  ])('finds one that was %s', (_, evidence, violation) => {
    expect(judged(evidence)).toContain(violation);
  });
});
