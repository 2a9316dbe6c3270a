import { describe, expect, it } from 'vitest';
import { type Input, textOf } from '#test/fuzz/input.ts';
import { shrink } from '#test/fuzz/shrink.ts';

const has =
  (word: string) =>
  async ({ bytes }: Input) =>
    textOf(bytes).includes(word);
const anInput = (text: string): Input => ({ family: 'as sent', bytes: Buffer.from(text) });

describe('a failing body', () => {
  it('is left with the fields that it fails by', async () => {
    const body = JSON.stringify({ id: 'x', participants: [{ a: 1 }, { state: 'bad', b: ['long text'] }] });
    const failing = async ({ bytes }: Input) => /"participants":.*"state":"bad"/.test(textOf(bytes));
    expect(textOf((await shrink(anInput(body), failing)).bytes)).toBe('"participants":"state":"bad"');
  });

  it('is left with its bytes where it is no JSON', async () => {
    expect(textOf((await shrink(anInput('noise {{{ bad ]]] noise'), has('bad'))).bytes)).toBe('bad');
  });

  it('stays as it is where it fails only beside its twin', async () => {
    const input = { ...anInput('{"id":"x"}'), twin: Buffer.from('{}') };
    expect(await shrink(input, async ({ twin }) => twin !== undefined)).toBe(input);
  });
});
