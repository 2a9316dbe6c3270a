import { describeError } from '#shared/adapters/logging/describe-error.ts';
import type { LogFields, Telemetry } from '#shared/ports/telemetry.ts';

/** CloudWatch namespace of all metrics. */
export const METRICS_NAMESPACE = 'CallbackAutomation';

export interface TelemetryOptions {
  readonly functionName: string;
  readonly stage?: string;
  /** Gets each line without its line feed; standard output where it is missing. */
  readonly write?: (line: string) => void;
  readonly now?: () => number;
}

type Unit = 'Count' | 'Milliseconds';

/**
 * Writes log lines as JSON, and metrics in CloudWatch's Embedded Metric Format: CloudWatch reads them from the log.
 * Their only dimension is `stage`, so that one alarm sees a metric of all functions; the line names the function too.
 */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { functionName, stage, write = writeToStdout, now = Date.now } = options;
  const dimensions = stage === undefined ? {} : { stage };
  const origin = { ...dimensions, function: functionName };

  const log = (level: string, event: string, fields: object | undefined) =>
    write(JSON.stringify({ level, event, ...fields, ...origin }));

  const record = (metric: string, unit: Unit, value: number) => {
    const description = {
      Namespace: METRICS_NAMESPACE,
      Dimensions: [Object.keys(dimensions)],
      Metrics: [{ Name: metric, Unit: unit }],
    };
    const _aws = { Timestamp: now(), CloudWatchMetrics: [description] };
    write(JSON.stringify({ _aws, ...origin, [metric]: value }));
  };

  return {
    info: (event, fields) => log('info', event, fields),
    warn: (event, fields) => log('warn', event, fields),
    error: (event: string, error: unknown, fields?: LogFields) =>
      log('error', event, { ...fields, error: describeError(error) }),
    count: (metric, value = 1) => record(metric, 'Count', value),
    duration: (metric, milliseconds) => record(metric, 'Milliseconds', milliseconds),
  };
}

function writeToStdout(line: string): void {
  process.stdout.write(`${line}\n`);
}
