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
        notificationRow(watched),
        functionRow(watched),
      ],
    });
  }
}

const graph = (title: string, left: IMetric[]): IWidget => new GraphWidget({ title, left, width: 8 });

function callbackRow(stage: string): IWidget[] {
  const sums = (...metrics: ProgramMetric[]) => metrics.map((metric) => programMetric(stage, metric));
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
