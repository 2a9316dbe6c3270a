import { describe, expect, it } from 'vitest';
import { announcementLine } from '#local/announcement-line.ts';
import { type Announced, faultsOf } from '#local/demo/judge.ts';
import type { Story } from '#local/demo/story.ts';
import { launch } from '#test/integration/local-processes.ts';

describe('the demo’s verdict', () => {
  const STARTED_AT = Date.parse('2026-09-01T15:00:00Z');
  const story: Story = {
    name: 'waiting',
    moral: '',
    steps: [],
    expected: [{ type: 'CallbackDue', due: 6000 }],
  };
  const announced = (lateMs: number, due = 6000): Announced => ({
    type: 'CallbackDue',
    conversationId: 'c1',
    due: STARTED_AT + due,
    at: STARTED_AT + due + lateMs,
  });

  it.each<[string, readonly Announced[], readonly string[]]>([
    ['good', [announced(0)], []],
    ['lost', [], ['lost: CallbackDue']],
    ['double', [announced(5), announced(6)], ['double: CallbackDue came 2 times']],
    ['early', [announced(-1)], ['early: CallbackDue']],
    ['of another due', [announced(5), announced(5, 5000)], ['unexpected: CallbackDue']],
  ])('tells what is %s', (_, all, faults) => {
    expect(faultsOf(story, all, STARTED_AT)).toEqual(faults);
  });
});

describe('the line about an announcement', () => {
  const lineOf = (outcome: string) =>
    announcementLine({
      time: '2026-09-01T15:00:20.643Z',
      source: 'callback-automation',
      'detail-type': 'Callback',
      detail: { conversationId: 'c1', due: '2026-09-01T15:00:00Z', trigger: 'scheduled', outcome },
    });

  it('tells the lateness of what was placed or expired, and not of what is left to others', () => {
    expect(['placed', 'expired', 'left'].map((outcome) => /\((.*)\)/.exec(lineOf(outcome))?.[1])).toEqual([
      'scheduled, 20643 ms after its due',
      'scheduled, 20643 ms after its due',
      'scheduled',
    ]);
  });
});

describe('npm run demo', () => {
  it('shows every callback ending as it should, in less than 30 s', async () => {
    const startedAt = performance.now();
    const { code, stdout } = await launch('demo.ts', [], {}).ended;
    expect([code, stdout.match(/✔/g)?.length, stdout.match(/✘/g)]).toEqual([0, 6, null]);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    const left = stdout.split('\n').filter((line) => line.includes('CallbackLeft'));
    expect([left.length, left.filter((line) => line.includes('after its due'))]).toEqual([3, []]);
  });
});
