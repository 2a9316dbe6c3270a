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

/** The newest connected or ended instant of a leg: never a scheduled one, nor that of a call, which few shapes carry. */
export function recordedAt(told: Told): EpochMs | undefined {
  const latest = newest(told.kind === 'leg' ? [told.leg] : told.legs);
  return latest === Number.NEGATIVE_INFINITY ? undefined : epochMs(latest);
}
