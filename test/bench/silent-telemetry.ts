import type { Telemetry } from '#shared/ports/telemetry.ts';

const nothing = () => {};

/** Telemetry that costs nothing. */
export const SILENT: Telemetry = {
  info: nothing,
  warn: nothing,
  error: nothing,
  count: nothing,
  duration: nothing,
};
