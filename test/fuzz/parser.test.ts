import { describe, expect, it } from 'vitest';
import { HOSTILE } from '#test/fuzz/generators/hostile.ts';
import { judge } from '#test/fuzz/judge.ts';
import { PARSER } from '#test/fuzz/subject.ts';
import { failuresOf, reproduce } from '#test/fuzz/trial.ts';

/** The first input that breaks a promise, made small; undefined where none does. */
async function firstFailure(inputs: number): Promise<string | undefined> {
  for await (const failure of failuresOf(PARSER, { seed: 20_260_901, from: 0, inputs, rarely: 4 })) {
    const { what, detail } = failure.violation;
    return `${what} (input ${failure.place}, ${detail}): ${await reproduce(failure, PARSER)}`;
  }
  return undefined;
}

describe('whatever bytes arrive, they are read as observations or refused', () => {
  it('for 5,000 bodies as sent, bent, spoiled, damaged or strange', async () => {
    expect(await firstFailure(5000)).toBeUndefined();
  });

  it.each(HOSTILE)('for a hostile body: $family', async (input) => {
    expect(await judge(input, PARSER)).toEqual([]);
  });
});
