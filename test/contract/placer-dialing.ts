import { dialingThrough } from '#shared/adapters/placers/dialing-through.ts';
import type { LiveCheck } from '#shared/ports/live-check.ts';
import type { PlacerTargets, Targeted } from '#test/contract/placer.contract.ts';

/** A live check that remembers how often it was prepared. */
export function aLiveCheck(): LiveCheck & { prepared(): number } {
  let prepared = 0;
  return {
    async prepare() {
      prepared += 1;
    },
    ask: async () => ({ kind: 'gone' }),
    prepared: () => prepared,
  };
}

/** The same targets, of the same placer with `dials: true`. */
export function dialingTargets(targets: Omit<PlacerTargets, 'traits'>): Omit<PlacerTargets, 'traits'> {
  const dial = (target: (() => Promise<Targeted>) | undefined) =>
    target &&
    (async () => {
      const { placer, keys } = await target();
      return {
        placer: dialingThrough(placer, {
          liveCheck: aLiveCheck(),
          client: 'genesys',
          requestsPerMinute: 270,
        }),
        keys,
      };
    });
  const states = ['refusing', 'busy', 'absent', 'breakingOff', 'silent', 'failing', 'unprepared'] as const;
  return {
    dialing: {
      callsShow: 'elsewhere',
      needsAgent: false,
      client: 'genesys',
      requestsPerPlacement: 1,
      requestsPerMinute: 270,
    },
    taking: dial(targets.taking) ?? targets.taking,
    ...Object.fromEntries(states.flatMap((state) => (targets[state] ? [[state, dial(targets[state])]] : []))),
  };
}
