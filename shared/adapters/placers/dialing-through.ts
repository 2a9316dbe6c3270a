import type { Dialing, Placer } from '#shared/ports/placer.ts';

/**
 * A placer whose target has calls made by itself. Of these nobody knows where they show, and no key keeps them from
 * being made twice.
 */
export function dialingThrough(
  placer: Placer,
  genesys: Pick<Dialing, 'liveCheck' | 'client' | 'requestsPerMinute'>,
): Placer {
  const { liveCheck } = genesys;
  return {
    ...placer,
    repeatable: false,
    dialing: {
      ...genesys,
      callsShow: 'elsewhere',
      needsAgent: false,
      requestsPerPlacement: 1,
    },
    async prepare(about) {
      const [place] = await Promise.all([placer.prepare(about), liveCheck.prepare()]);
      return place;
    },
  };
}
