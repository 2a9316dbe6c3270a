import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Watched } from '#cdk/constructs/alarm-list.ts';
import type { ImpactAlarm } from '#cdk/constructs/impact-alarm.ts';
import { PROGRAM_METRICS, type ProgramMetric, programMetric } from '#cdk/constructs/program-metrics.ts';

export interface OverviewDashboardProps {
  readonly watched: Watched;
  readonly alarms: readonly ImpactAlarm[];
}

/** One page that says whether callbacks are placed, how late, and what came in. */
export class OverviewDashboard extends Construct {
  constructor(scope: Construct, id: string, { watched, alarms }: OverviewDashboardProps) {
    super(scope, id);
    new Dashboard(this, 'Dashboard', {
      dashboardName: `callback-automation-${watched.stage}`,
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', width: 24, alarms: alarms.map(({ alarm }) => alarm) })],
        callbackRow(watched.stage),
        genesysRow(watched.stage),
        notificationRow(watched),
        functionRow(watched),
      ],
    });
  }
}

const graph = (title: string, left: IMetric[]): IWidget => new GraphWidget({ title, left, width: 8 });

const sumsOf =
  (stage: string) =>
  (...metrics: ProgramMetric[]) =>
    metrics.map((metric) => programMetric(stage, metric));

function callbackRow(stage: string): IWidget[] {
  const sums = sumsOf(stage);
  return [
    graph('Placements', sums('placements.placed', 'placements.refused', 'placements.unknown')),
    graph(
      'Announced outcomes',
      sums(
        'callbacks.placed',
        'callbacks.left',
        'callbacks.failed',
        'callbacks.expired',
        'callbacks.unknown',
        'announcements.failed',
      ),
    ),
    graph('Lateness of claims and oldest overdue look, ms', [
      programMetric(stage, 'callbacks.lateness', Stats.p(50)),
      programMetric(stage, 'callbacks.lateness', Stats.p(99)),
      programMetric(stage, 'looks.oldest-overdue', Stats.MAXIMUM),
    ]),
  ];
}

function genesysRow(stage: string): IWidget[] {
  const sums = sumsOf(stage);
  return [
    graph('Requests to Genesys Cloud', sums('genesys.requests', 'genesys.throttled', 'genesys.refused')),
    new GraphWidget({
      title: 'Callbacks that queue for requests, and how long at most',
      left: sums('callbacks.paced'),
      leftYAxis: { label: 'callbacks' },
      right: [programMetric(stage, 'pacing.wait', Stats.MAXIMUM)],
      rightYAxis: { label: 'ms' },
      width: 8,
    }),
    graph(
      'Live checks, evidence and clean-ups',
      sums(
        'live-checks.refused',
        'live-checks.unanswered',
        'callbacks.settled-by-evidence',
        'clean-ups.done',
        'clean-ups.failed',
      ),
    ),
  ];
}

function notificationRow({ stage, api, notifications, quarantine }: Watched): IWidget[] {
  return [
    graph(
      'Notifications by outcome',
      PROGRAM_METRICS.ingest.map((metric) => programMetric(stage, metric)),
    ),
    graph('Webhook', [api.metricCount(), api.metricClientError(), api.metricServerError()]),
    graph('Waiting in queues', [
      notifications.metricApproximateNumberOfMessagesVisible({ label: 'notifications' }),
      quarantine.metricApproximateNumberOfMessagesVisible({ label: 'quarantine' }),
    ]),
  ];
}

function functionRow({ functions }: Watched): IWidget[] {
  const of = (metric: (fn: IFunction, label: string) => IMetric) =>
    Object.entries(functions).map(([label, fn]) => metric(fn, label));
  return [
    graph(
      'Duration p99, ms',
      of((fn, label) => fn.metricDuration({ label, statistic: Stats.p(99) })),
    ),
    graph(
      'Errors',
      of((fn, label) => fn.metricErrors({ label })),
    ),
    graph(
      'Throttles',
      of((fn, label) => fn.metricThrottles({ label })),
    ),
  ];
}
