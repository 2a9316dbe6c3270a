import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { check } from '#shared/genesys/check.ts';
import { text, textRecord } from '#shared/genesys/schemas/fields.ts';
import { model } from '#shared/genesys/schemas/model.ts';

const reading = (prefix = '', thorough = true) => ({ prefix, thorough });

describe('an issue', () => {
  it('says in words of ours what was expected, and where', () => {
    expect(check(model({ name: text() }), { name: 5 }, reading('detail.'))).toEqual({
      kind: 'invalid',
      issues: [{ path: 'detail.name', expected: 'a string' }],
    });
  });

  it('has no path but the prefix where the whole is wrong', () => {
    expect(check(model({}), 'a text', reading('detail'))).toEqual({
      kind: 'invalid',
      issues: [{ path: 'detail', expected: 'an object' }],
    });
  });

  it('never repeats words that are not ours, which may quote what was sent', () => {
    expect(check(v.picklist(['a']), '+13175550123', reading())).toEqual({
      kind: 'invalid',
      issues: [{ path: '', expected: 'another value' }],
    });
  });

  it('names no key that is the sender’s own word', () => {
    const schema = model({ attributes: textRecord(), nested: model({ messageParams: textRecord() }) });
    const input = { attributes: { Robin: 5 }, nested: { messageParams: { 'Robin.Sample\n': 5 } } };
    expect(check(schema, input, reading())).toMatchObject({
      issues: [{ path: 'attributes.*' }, { path: 'nested.messageParams.*' }],
    });
  });

  it('comes with at most 19 others; where a body is too long to be read thoroughly, alone', () => {
    const names = Array.from({ length: 30 }, (_, i) => `f${i}`);
    const schema = model(Object.fromEntries(names.map((name) => [name, text()])));
    const input = Object.fromEntries(names.map((name) => [name, 5]));
    const issues = (thorough: boolean) => {
      const checked = check(schema, input, reading('', thorough));
      return checked.kind === 'invalid' ? checked.issues.length : 0;
    };
    expect([issues(true), issues(false)]).toEqual([20, 1]);
  });
});
