/** Values that may appear in a log line: ids, instants, counts and words of ours. Never a body, number, name, token or signature. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** One vocabulary for log lines and metrics, so that they cannot drift apart. */
export interface Telemetry {
  /** Writes a log line. `event` is `noun.past-participle`, for instance `notification.recorded`. */
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Logs a failure by the names and codes of `error` and its causes, never by their messages. */
  error(event: string, error: unknown, fields?: LogFields): void;
  /** Adds to a metric, by default 1. */
  count(metric: string, value?: number): void;
  /** Records a length of time in a metric. */
  duration(metric: string, milliseconds: number): void;
}
