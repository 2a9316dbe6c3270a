import { describe, expect, it } from 'vitest';
import { describeError } from '#shared/adapters/logging/describe-error.ts';

const NUMBER = '+4915112345678';

describe('the description of an error', () => {
  it('tells the places in the code', () => {
    const [{ stack = [] } = {}] = describeError(new Error(NUMBER));
    expect(stack.length).toBeGreaterThan(0);
    expect(stack.every((frame) => frame.startsWith('at '))).toBe(true);
    expect(stack[0]).toContain('describe-error.test.ts');
  });

  it.each([
    ['one line', NUMBER],
    ['several lines', `first\nsecond ${NUMBER}\n    at ${NUMBER} (file.ts:1:1)\nlast`],
    ['a word of its own name', 'Error'],
    ['nothing', ''],
  ])('leaves out a message of %s', (_what, message) => {
    expect(JSON.stringify(describeError(new Error(message)))).not.toContain(NUMBER);
  });

  it('leaves out a stack whose message was changed, because its end cannot be told', () => {
    const error = new Error(`before\n    at ${NUMBER}`);
    // Taken now: some runners write the stack only when somebody looks at it.
    expect(error.stack).toContain('before');
    error.message = 'after';
    expect(describeError(error)).toEqual([{ name: 'Error' }]);
  });

  it('tells names, codes and HTTP status of the whole chain of causes', () => {
    const root = Object.assign(new Error(NUMBER), { code: 'ECONNRESET' });
    const aws = Object.assign(new Error(NUMBER, { cause: root }), {
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 400 },
    });
    const chain = describeError(new TypeError('fetch failed', { cause: aws }));
    expect(chain).toMatchObject([
      { name: 'TypeError' },
      { name: 'ThrottlingException', status: 400 },
      { name: 'Error', code: 'ECONNRESET' },
    ]);
    expect(JSON.stringify(chain)).not.toContain(NUMBER);
  });

  it('ends, even if an error is its own cause', () => {
    const error = new Error('loop');
    error.cause = error;
    expect(describeError(error)).toHaveLength(5);
  });

  it('leaves out names and codes that are no words', () => {
    const error = Object.assign(new Error('x'), { name: `call ${NUMBER}`, code: `${NUMBER} is busy` });
    expect(JSON.stringify(describeError(error))).not.toContain(NUMBER);
  });

  it.each([[`text ${NUMBER}`], [42], [{ number: NUMBER }]])('tells only the type of %j', (thrown) => {
    expect(describeError(thrown)).toEqual([{ name: `(${typeof thrown})` }]);
  });
});
