import type { LogFields, Telemetry } from '#shared/ports/telemetry.ts';

export interface MemoryLogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

/** Remembers log lines, and sums what was counted. */
export interface MemoryTelemetry extends Telemetry {
  readonly lines: readonly MemoryLogLine[];
  counted(metric: string): number;
  durations(metric: string): readonly number[];
}

export function createMemoryTelemetry(): MemoryTelemetry {
  const lines: MemoryLogLine[] = [];
  const counts = new Map<string, number>();
  const lengths = new Map<string, readonly number[]>();
  return {
    lines,
    counted: (metric) => counts.get(metric) ?? 0,
    durations: (metric) => lengths.get(metric) ?? [],
    info: (event, fields = {}) => lines.push({ level: 'info', event, fields }),
    warn: (event, fields = {}) => lines.push({ level: 'warn', event, fields }),
    error: (event, _error, fields = {}) => lines.push({ level: 'error', event, fields }),
    count: (metric, value = 1) => counts.set(metric, (counts.get(metric) ?? 0) + value),
    duration: (metric, milliseconds) => lengths.set(metric, [...(lengths.get(metric) ?? []), milliseconds]),
  };
}
