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

it('fails where the sweep failed, so that Lambda counts it, in words of its own', async () => {
  const telemetry = rememberingTelemetry();
  const sweep = async () => {
    throw new RangeError('not for a log');
  };
  const thrown: unknown = await createHandler({ sweep, telemetry })({}, CONTEXT).catch(
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject({
    name: 'FailedError',
    message: 'sweep.failed: see the log line of this name.',
  });
  expect(thrown).not.toHaveProperty('cause');
  expect(telemetry.lines).toEqual([{ event: 'sweep.failed', fields: { error: 'RangeError' } }]);
});
