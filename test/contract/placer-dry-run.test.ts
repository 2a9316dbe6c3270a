import { describe, expect, it } from 'vitest';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createDryRunPlacer } from '#shared/adapters/placers/dry-run.ts';
import { aRequest, describePlacer, type Targeted } from '#test/contract/placer.contract.ts';

describePlacer('dry-run', {
  traits: { kind: 'dry-run', repeatable: true },
  async taking(): Promise<Targeted> {
    const telemetry = createMemoryTelemetry();
    return {
      placer: createDryRunPlacer(telemetry),
      keys: async () => telemetry.lines.map(({ fields }) => fields['placementKey'] as string),
    };
  },
});

describe('the dry-run placer', () => {
  it('logs neither number nor name', async () => {
    const telemetry = createMemoryTelemetry();
    await (await createDryRunPlacer(telemetry).prepare(aRequest()))(aRequest());
    expect(telemetry.lines).toHaveLength(1);
    expect(JSON.stringify(telemetry.lines)).not.toMatch(/4915112345678|Example/);
  });
});
