import type { Told } from '#shared/domain/observation.ts';
import { type EpochMs, epochMs } from '#shared/domain/time.ts';

interface Times {
  readonly connectedAt?: EpochMs;
  readonly endedAt?: EpochMs;
}

const newest = (things: readonly Times[]): number =>
  things.reduce(
    (latest, { connectedAt, endedAt }) =>
      Math.max(latest, connectedAt ?? Number.NEGATIVE_INFINITY, endedAt ?? Number.NEGATIVE_INFINITY),
    Number.NEGATIVE_INFINITY,
  );

/** The newest connected or ended instant; never a scheduled one, which lies in the future. */
export function recordedAt(told: Told): EpochMs | undefined {
  const latest =
    told.kind === 'leg' ? newest([told.leg]) : Math.max(newest(told.legs), newest(told.calls ?? []));
  return latest === Number.NEGATIVE_INFINITY ? undefined : epochMs(latest);
}
