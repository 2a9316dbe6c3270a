import { beforeAll } from 'vitest';
import { describeChanges } from '#test/deploy/changes-suite.ts';
import { describeDecisions } from '#test/deploy/decisions-suite.ts';
import { type DeployedTarget, openTarget } from '#test/deploy/deployed-target.ts';
import { describeDestroy } from '#test/deploy/destroy-suite.ts';
import { describePolicies } from '#test/deploy/policies-suite.ts';
import { describeFlows } from '#test/e2e/flow-suite.ts';

let target: DeployedTarget;
beforeAll(async () => {
  target = await openTarget();
  return () => target.sqs.destroy();
});
const getTarget = () => target;

// In the order of a stack's life.
describeFlows(getTarget);
describeDecisions(getTarget);
describePolicies(getTarget);
describeChanges(getTarget);
describeDestroy(getTarget);
