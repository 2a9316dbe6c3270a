import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

/** Namespace that the functions write their metrics into, with `stage` as their only dimension. */
const NAMESPACE = 'CallbackAutomation';

/** Metrics that alarms and the dashboard listen to, by function. A test finds each in the function's sources. */
export const PROGRAM_METRICS = {
  ingest: [
    'notifications.recorded',
    'notifications.duplicate',
    'notifications.stale',
    'notifications.ignored',
    'notifications.refused',
    'notifications.failed',
    'notifications.unauthenticated',
    'values.unknown',
    'timers.unsent',
  ],
  sweep: ['looks.oldest-overdue', 'looks.overdue', 'looks.sent'],
  automation: [
    'placements.placed',
    'placements.refused',
    'placements.unknown',
    'callbacks.placed',
    'callbacks.left',
    'callbacks.failed',
    'callbacks.expired',
    'callbacks.unknown',
    'callbacks.lateness',
    'announcements.failed',
    'settings.broken',
    'settings.unread',
    'callbacks.paced',
    'callbacks.settled-by-evidence',
    'pacing.wait',
    'genesys.requests',
    'genesys.throttled',
    'genesys.refused',
    'live-checks.refused',
    'live-checks.unanswered',
    'clean-ups.done',
    'clean-ups.failed',
  ],
  operator: ['decisions.taken', 'decisions.failed'],
} as const;

export type ProgramMetric = (typeof PROGRAM_METRICS)[keyof typeof PROGRAM_METRICS][number];

/** A metric that the functions of `stage` write, by default its sum over five minutes. */
export function programMetric(
  stage: string,
  metricName: ProgramMetric,
  statistic: string = Stats.SUM,
): Metric {
  return new Metric({
    namespace: NAMESPACE,
    metricName,
    dimensionsMap: { stage },
    statistic,
    period: Duration.minutes(5),
  });
}
