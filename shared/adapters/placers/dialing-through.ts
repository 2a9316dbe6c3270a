import type { LiveCheck } from '#shared/ports/live-check.ts';
import type { Placer } from '#shared/ports/placer.ts';

/**
 * A placer whose target has calls made by itself. Of these nobody knows where they show, and no key keeps them from
 * being made twice.
 */
export function dialingThrough(placer: Placer, liveCheck: LiveCheck, requestsPerMinute: number): Placer {
  return {
    ...placer,
    repeatable: false,
    dialing: {
      liveCheck,
      callsShow: 'elsewhere',
      needsAgent: false,
      requestsPerPlacement: 1,
      requestsPerMinute,
    },
    async prepare(about) {
      const [place] = await Promise.all([placer.prepare(about), liveCheck.prepare()]);
      return place;
    },
  };
}
