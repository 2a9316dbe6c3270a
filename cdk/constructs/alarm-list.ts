import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { ImpactAlarmProps } from '#cdk/constructs/impact-alarm.ts';
import { type ProgramMetric, programMetric } from '#cdk/constructs/program-metrics.ts';

/** What the alarms watch. */
export interface Watched {
  readonly stage: string;
  readonly api: HttpApi;
  readonly functions: Readonly<Record<'ingest' | 'sweep' | 'automation' | 'query' | 'operator', IFunction>>;
  /** Queues that are empty while all is well. */
  readonly deadLetters: Readonly<Record<'notifications' | 'timers' | 'quarantine' | 'sweep', Queue>>;
  readonly quarantine: Queue;
  readonly notifications: Queue;
}

export interface AlarmSpecification extends Omit<ImpactAlarmProps, 'actions'> {
  readonly id: string;
}

/** Every alarm, the gravest first. */
export function alarmList(watched: Watched): AlarmSpecification[] {
  return [
    ...callbackAlarms(watched.stage),
    ...genesysAlarms(watched.stage),
    ...sweepAlarms(watched),
    ...automationAlarms(watched),
    ...notificationAlarms(watched),
    {
      id: 'QueryFailing',
      metric: errors(watched.functions.query),
      limit: { atLeast: 1 },
      impact: 'Questions about conversations are not answered. Callbacks are placed as usual.',
    },
    {
      id: 'OperatorFailing',
      metric: errors(watched.functions.operator),
      limit: { atLeast: 1 },
      impact: 'Decisions on callbacks whose outcome is unknown are not taken: those customers wait on.',
    },
  ];
}

const FIVE_MINUTES = Duration.minutes(5);
const errors = (fn: IFunction): IMetric => fn.metricErrors({ period: FIVE_MINUTES, statistic: Stats.SUM });
const waiting = (queue: Queue): IMetric =>
  queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM });

function callbackAlarms(stage: string): AlarmSpecification[] {
  const once = (id: string, metric: ProgramMetric, impact: string) => {
    return { id, metric: programMetric(stage, metric), limit: { atLeast: 1 }, impact };
  };
  return [
    {
      id: 'LooksOverdue',
      metric: programMetric(stage, 'looks.oldest-overdue', Stats.MAXIMUM),
      limit: { atLeast: 180_000 },
      impact:
        'Callbacks have been due for three minutes or longer and are not dealt with: customers are waiting.',
    },
    once(
      'PlacementsUnknown',
      'callbacks.unknown',
      'Nobody knows whether a callback was placed. It is not placed again by itself: somebody has to find out and decide.',
    ),
    once(
      'CallbacksExpired',
      'callbacks.expired',
      'Callbacks were too late to be placed: customers were not called.',
    ),
    once(
      'PlacementsFailed',
      'callbacks.failed',
      'Callbacks could not be placed and are not tried again: customers were not called.',
    ),
    once(
      'SettingsBroken',
      'settings.broken',
      'An automation parameter does not fit. Its last good value is used; where there is none, its callbacks wait.',
    ),
    once(
      'SettingsUnread',
      'settings.unread',
      'The parameters could not be read. The last ones are used; where there are none, callbacks wait and are late.',
    ),
    {
      id: 'AnnouncementsFailing',
      metric: programMetric(stage, 'announcements.failed'),
      limit: { atLeast: 5 },
      impact: 'Outcomes of callbacks cannot be announced on the event bus. They are kept and announced late.',
    },
  ];
}

function genesysAlarms(stage: string): AlarmSpecification[] {
  return [
    {
      id: 'GenesysRefusing',
      metric: programMetric(stage, 'genesys.refused'),
      limit: { atLeast: 1 },
      impact:
        'Genesys Cloud refuses what it is asked, and will until somebody mends it: customers are not called.',
    },
    {
      id: 'CleanUpsFailing',
      metric: programMetric(stage, 'clean-ups.failed'),
      limit: { atLeast: 1 },
      impact:
        'Callbacks that were placed could not be taken from the agents’ queue yet: agents may call the same customers again.',
    },
    {
      id: 'LiveChecksUnanswered',
      metric: programMetric(stage, 'live-checks.unanswered'),
      limit: { atLeast: 10 },
      impact:
        'Genesys Cloud does not answer what became of conversations. Without an answer nobody is called: callbacks will be placed late.',
    },
    {
      id: 'PacingLong',
      metric: programMetric(stage, 'pacing.wait', Stats.MAXIMUM),
      limit: { atLeast: Duration.minutes(30).toMilliseconds() },
      impact:
        'More callbacks are due than may be asked of Genesys Cloud per minute: some will be placed half an hour late or later.',
    },
  ];
}

function sweepAlarms({ functions, deadLetters }: Watched): AlarmSpecification[] {
  return [
    {
      id: 'SweepSilent',
      metric: functions.sweep.metricInvocations({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      limit: { below: 1 },
      impact: 'Looks that lie more than seven minutes ahead are not armed: callbacks will be placed late.',
    },
    {
      id: 'SweepFailing',
      metric: errors(functions.sweep),
      limit: { atLeast: 3 },
      impact: 'The sweep fails again and again: callbacks will be placed late.',
    },
    {
      id: 'SweepDeadLetters',
      metric: waiting(deadLetters.sweep),
      limit: { atLeast: 1 },
      impact:
        'Runs of the sweep failed or could not begin. Later runs do their work; callbacks may be late by minutes.',
    },
  ];
}

function automationAlarms({ functions, deadLetters }: Watched): AlarmSpecification[] {
  return [
    {
      id: 'AutomationFailing',
      metric: errors(functions.automation),
      limit: { atLeast: 3 },
      impact: 'Looks at due callbacks fail: they are tried again and will be placed late.',
    },
    {
      id: 'AutomationThrottled',
      metric: functions.automation.metricThrottles({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      limit: { atLeast: 1 },
      impact: 'More callbacks are due than there is concurrency for: callbacks will be placed late.',
    },
    {
      id: 'TimersDeadLetters',
      metric: waiting(deadLetters.timers),
      limit: { atLeast: 1 },
      impact: 'A look failed five times. The sweep brings it up again, but its callback is late.',
    },
  ];
}

function notificationAlarms(watched: Watched): AlarmSpecification[] {
  return [
    {
      id: 'WebhookFailing',
      metric: watched.api.metricServerError({ period: FIVE_MINUTES }),
      limit: { atLeast: 1 },
      impact:
        'Notifications got an answer of 5xx. Senders try again for a day; until then what they tell is not known.',
    },
    {
      id: 'IngestFailing',
      metric: errors(watched.functions.ingest),
      limit: { atLeast: 1 },
      impact: 'Notifications could not be recorded: callbacks may be placed that were cancelled or moved.',
    },
    {
      id: 'SendersTurnedAway',
      metric: programMetric(watched.stage, 'notifications.unauthenticated'),
      limit: { atLeast: 5 },
      // Two periods: a scanner that knocks once is of no interest.
      periods: 2,
      impact:
        'Requests have wrong credentials. If they are Genesys’, what they tell is lost: after a 401 nothing is sent again.',
    },
    {
      id: 'NotificationsWaiting',
      metric: watched.notifications.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES }),
      limit: { atLeast: 900 },
      impact:
        'Notifications have waited for 15 minutes or longer: callbacks may be placed that were cancelled or moved.',
    },
    {
      id: 'NotificationsDeadLetters',
      metric: waiting(watched.deadLetters.notifications),
      limit: { atLeast: 1 },
      impact:
        'Notifications could not be recorded for four days, or not be delivered for one. They are lost 14 days after they arrived, unless moved back.',
    },
    {
      id: 'Quarantined',
      metric: waiting(watched.quarantine),
      limit: { atLeast: 1 },
      impact:
        'Notifications were refused: what they tell of callbacks is not known. They can be replayed for 14 days.',
    },
    {
      id: 'QuarantineDeadLetters',
      metric: waiting(watched.deadLetters.quarantine),
      limit: { atLeast: 1 },
      impact:
        'Refused notifications were put aside after a hundred replays. They are lost 14 days after they arrived.',
    },
  ];
}
