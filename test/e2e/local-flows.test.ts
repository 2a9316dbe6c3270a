import { afterAll, beforeAll } from 'vitest';
import { describeFlows } from '#test/e2e/flow-suite.ts';
import { type RunningStack, runStack } from '#test/e2e/running-stack.ts';

let stack: RunningStack;
beforeAll(async () => {
  stack = await runStack();
});
afterAll(() => stack.remove());

describeFlows(() => stack);
