import { describe, expect, it } from 'vitest';
import { PLANTED_FAULTS } from '#test/fuzz/planted-faults.ts';
import type { Subject } from '#test/fuzz/subject.ts';
import { failuresOf } from '#test/fuzz/trial.ts';

/** How many inputs it takes until a fault shows. */
async function firstFound(subject: Subject, found: RegExp, inputs: number): Promise<number | undefined> {
  for await (const { place, violation } of failuresOf(subject, { seed: 1, from: 0, inputs, rarely: 4 })) {
    if (found.test(violation.what)) return place + 1;
  }
  return undefined;
}

describe('the fuzz finds a parser that', () => {
  it.for(PLANTED_FAULTS)('$name', async ({ found, within, subject }, { annotate }) => {
    const inputs = await firstFound(subject, found, within);
    expect(inputs, `not found in ${within} inputs`).toBeDefined();
    await annotate(`found after ${inputs} inputs`);
  });
});
