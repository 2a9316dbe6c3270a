import { type Alarm, type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { CallbackAutomationProps } from '#cdk/callback-automation-props.ts';
import { Alarms } from '#cdk/constructs/alarms.ts';
import { createFunctions } from '#cdk/constructs/functions.ts';
import { OverviewDashboard } from '#cdk/constructs/overview-dashboard.ts';
import { PartnerBus } from '#cdk/constructs/partner-bus.ts';
import { type ProgramMetric, programMetric } from '#cdk/constructs/program-metrics.ts';
import { createState, type State } from '#cdk/constructs/state.ts';
import { Webhook } from '#cdk/constructs/webhook.ts';
import { WebhookDelivery } from '#cdk/constructs/webhook-delivery.ts';
import { whatToWatch } from '#cdk/constructs/what-to-watch.ts';
import { parseStageConfig, parseStageName } from '#cdk/parse-stage-config.ts';
import type { StageConfig } from '#shared/config/stage.ts';

/** How a callback may end, or what is known of it. */
export type CallbackOutcome = 'placed' | 'left' | 'failed' | 'expired' | 'unknown';

/**
 * The product, whole: state, queues, functions, ways in and out, alarms and a dashboard.
 *
 * Ids of constructs make logical ids: renaming one of the table, a queue, the key or a secret, or this construct
 * itself, replaces them, empty.
 */
export class CallbackAutomation extends Construct {
  readonly stage: string;
  /** The HTTP API's address, without a trailing slash: `/notifications` takes notifications by POST. */
  readonly webhookUrl: string;
  /** What senders put into `x-api-key`. */
  readonly apiKey: Secret;
  /** The Standard Webhooks secret, where signatures are accepted. */
  readonly signingSecret: Secret | undefined;
  /** The way in for EventBridge rules of the same account. */
  readonly notificationsQueue: Queue;
  /** The bus on which is announced what becomes of each callback. */
  readonly bus: EventBus;
  /** Automations are SSM parameters below `<path>/automations`; `<path>/paused` is the pause switch. */
  readonly parameterPath: string;
  /** The table of conversations. */
  readonly tableName: string;
  readonly alarms: readonly Alarm[];
  private readonly state: State;
  private readonly webhook: Webhook;

  constructor(scope: Construct, id: string, { stage, alarmActions = [], ...props }: CallbackAutomationProps) {
    super(scope, id);
    this.stage = parseStageName(`${this.node.path}, stage`, stage);
    const config = parseStageConfig(this.node.path, props);
    this.state = createState(this, stage, config);
    const functions = createFunctions(this, stage, config, this.state);
    this.webhook = new Webhook(this, 'Webhook', {
      stage,
      ingest: functions.ingest,
      query: functions.query,
      operator: functions.operator,
      throttle: config.throttle,
      logRetention: config.logRetentionDays,
    });
    this.connectBuses(config);
    const watched = whatToWatch(stage, this.state, functions, this.webhook);
    const { alarms } = new Alarms(this, 'Alarms', { ...config.alarms, actions: alarmActions, watched });
    new OverviewDashboard(this, 'Dashboard', { watched, alarms });

    const { credentials, notifications, bus, parameters, table } = this.state;
    this.webhookUrl = this.webhook.url;
    this.apiKey = credentials.apiKey;
    this.signingSecret = credentials.signingSecret;
    this.notificationsQueue = notifications.queue;
    this.bus = bus.bus;
    this.parameterPath = parameters.path;
    this.tableName = table.name;
    this.alarms = alarms.map(({ alarm }) => alarm);
  }

  /** Lets `sender` send notifications to `notificationsQueue`. Senders by HTTP read `apiKey` instead. */
  grantSendNotifications(sender: IGrantable): void {
    this.state.notifications.grantSend(sender);
  }

  /** Lets `reader` ask for the state of conversations: GET `<webhookUrl>/conversations/<id>`, signed with SigV4. */
  grantReadState(reader: IGrantable): void {
    this.webhook.grantRead(reader);
  }

  /**
   * Lets `operator` decide on callbacks whose outcome is unknown: POST `<webhookUrl>/conversations/<id>/decisions`,
   * signed with SigV4. A decision can have a customer called.
   */
  grantDecide(operator: IGrantable): void {
    this.webhook.grantDecide(operator);
  }

  /** Milliseconds from the due of a callback to its claim. Default: the 99th percentile over five minutes. */
  metricLateness(options: MetricOptions = {}): Metric {
    return this.metric('callbacks.lateness', { statistic: Stats.p(99), ...options });
  }

  /** Age of the oldest callback that is due and not dealt with, in milliseconds. Default: the most in five minutes. */
  metricOverdue(options: MetricOptions = {}): Metric {
    return this.metric('looks.oldest-overdue', { statistic: Stats.MAXIMUM, ...options });
  }

  /** Callbacks announced with this outcome. Default: their sum over five minutes. */
  metricOutcome(outcome: CallbackOutcome, options: MetricOptions = {}): Metric {
    return this.metric(`callbacks.${outcome}`, options);
  }

  private metric(name: ProgramMetric, options: MetricOptions): Metric {
    return programMetric(this.stage, name).with(options);
  }

  private connectBuses(config: StageConfig): void {
    const { partnerEventSource: eventSourceName, apiDestination, throttle, customersReached } = config;
    const { notifications, credentials } = this.state;
    if (eventSourceName !== undefined) {
      new PartnerBus(this, 'PartnerBus', { eventSourceName, notifications, customersReached });
    }
    if (apiDestination !== undefined) {
      const { webhook, stage } = this;
      const { ratePerSecond } = throttle;
      const ways = { ...apiDestination, webhook, credentials, ratePerSecond, notifications };
      new WebhookDelivery(this, 'WebhookDelivery', { stage, ...ways, customersReached });
    }
  }
}
