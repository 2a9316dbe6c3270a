import type { StageSettings } from '#shared/adapters/ssm/read-automation.ts';
import type { PlacersConfig } from '#shared/config/placers.ts';

// They exist without being declared.
const BUILT_IN = ['announce', 'dry-run'];

/** What a local stack's placers mean for its automations. */
export function stageSettingsOf(placers: PlacersConfig): StageSettings {
  return {
    placers: new Map([
      ...BUILT_IN.map((name) => [name, {}] as const),
      ...Object.entries(placers).map(([name, placer]) => {
        const dialing = placer.kind === 'genesys-callback' ? { targetQueueId: placer.queueId } : undefined;
        return [name, { ...(dialing && { dialing }) }] as const;
      }),
    ]),
    customersReached: true,
  };
}
