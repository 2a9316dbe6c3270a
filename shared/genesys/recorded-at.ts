import type { Told } from '#shared/domain/observation.ts';
import { type EpochMs, epochMs } from '#shared/domain/time.ts';

interface Times {
  readonly connectedAt?: EpochMs;
  readonly endedAt?: EpochMs;
}

function newest(things: readonly Times[]): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { connectedAt = latest, endedAt = latest } of things) {
    latest = Math.max(latest, connectedAt, endedAt);
  }
  return latest;
}

/** The newest connected or ended instant of a leg: never a scheduled one, nor that of a call, which few shapes carry. */
export function recordedAt(told: Told): EpochMs | undefined {
  const latest = newest(told.kind === 'leg' ? [told.leg] : told.legs);
  return latest === Number.NEGATIVE_INFINITY ? undefined : epochMs(latest);
}
