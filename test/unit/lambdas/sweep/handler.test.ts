import { expect, it } from 'vitest';
import { createHandler } from '#lambdas/sweep/handler.ts';
import { CONTEXT, rememberingTelemetry } from '#test/unit/lambdas/fakes.ts';

it('sweeps once per wake-up', async () => {
  let sweeps = 0;
  const sweep = async () => {
    sweeps += 1;
  };
  await createHandler({ sweep, telemetry: rememberingTelemetry() })({}, CONTEXT);
  expect(sweeps).toBe(1);
});

it('fails where the sweep failed, so that Lambda counts it', async () => {
  const telemetry = rememberingTelemetry();
  const sweep = async () => {
    throw new RangeError('not for a log');
  };
  await expect(createHandler({ sweep, telemetry })({}, CONTEXT)).rejects.toBeInstanceOf(RangeError);
  expect(telemetry.lines).toEqual([{ event: 'sweep.failed', fields: { error: 'RangeError' } }]);
});
