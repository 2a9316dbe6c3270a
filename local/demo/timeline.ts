import { styleText } from 'node:util';
import type { Announced } from '#local/demo/judge.ts';

/** Writes a demo's lines, each with its time since the start. */
export function createTimeline(print: (line: string) => void, startedAt: number) {
  const line = (at: number, mark: string, what: string, story: string, text: string) => {
    const seconds = ((at - startedAt) / 1000).toFixed(1).padStart(5);
    print(`${seconds} s  ${mark} ${what.padEnd(10)} ${styleText('bold', story.padEnd(14))} ${text}`);
  };
  return {
    notified: (story: string, text: string) => line(Date.now(), '→', 'notified', story, text),
    created: (story: string, text: string) => line(Date.now(), '→', 'created', story, text),
    announced(story: string, { type, at, due, reason }: Announced) {
      const late = `${at - due} ms after its due`;
      if (type === 'CallbackDue') line(at, styleText('green', '●'), 'fired', story, `${type}, ${late}`);
      else if (type === 'CallbackPlaced')
        line(at, styleText('green', '●'), 'placed', story, `${type}, ${late}`);
      else line(at, styleText('yellow', '○'), 'left', story, `${type}: ${reason ?? ''}`);
    },
    verdict(story: string, moral: string, faults: readonly string[]) {
      const isGood = faults.length === 0;
      const mark = isGood ? styleText('green', '✔') : styleText('red', '✘');
      print(
        `  ${mark} ${styleText('bold', story.padEnd(14))} ${moral}${isGood ? '' : `: ${faults.join('; ')}`}`,
      );
    },
  };
}
