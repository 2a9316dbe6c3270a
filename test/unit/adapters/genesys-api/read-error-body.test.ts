import { describe, expect, it } from 'vitest';
import { readErrorBody } from '#shared/adapters/genesys-api/read-error-body.ts';

const CONTEXT = 'acd09940-2190-4d3e-a4af-5d3cdbfb2f32';
const nested = (depth: number): string => `${'{"errors":['.repeat(depth)}${']}'.repeat(depth)}`;

describe("what is read of Genesys' errors", () => {
  it('is code and context', () => {
    const body = { message: 'quoted', code: 'not.a.user', status: 400, contextId: CONTEXT, errors: [] };
    expect(readErrorBody(JSON.stringify(body))).toEqual({ code: 'not.a.user', contextId: CONTEXT });
  });

  it.each([
    ['no body', undefined],
    ['an empty body', ''],
    ['no JSON', '<html>+4915112345678</html>'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a text', '"bad.request"'],
    ['no facts', '{}'],
    ['a code of another form', '{"code":"+49 151 12345678"}'],
    ['a code in capitals', '{"code":"NOT_A_USER"}'],
    ['a code that is endless', JSON.stringify({ code: 'a'.repeat(81) })],
    ['a context that is no id', '{"contextId":"+4915112345678"}'],
    ['a field of another type', '{"code":"bad.request","status":"400"}'],
    ['a code of another type', '{"code":400}'],
    ['a hostile depth', nested(200)],
  ])('is nothing of %s', (_, text) => {
    expect(readErrorBody(text)).toEqual({});
  });
});
