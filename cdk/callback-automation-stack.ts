import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Watched } from '#cdk/constructs/alarm-list.ts';
import { Alarms } from '#cdk/constructs/alarms.ts';
import { AnnouncementBus } from '#cdk/constructs/announcement-bus.ts';
import { AUTOMATION_TIMEOUT, AutomationFunction } from '#cdk/constructs/automation-function.ts';
import { ConversationTable } from '#cdk/constructs/conversation-table.ts';
import { Credentials } from '#cdk/constructs/credentials.ts';
import { IngestFunction } from '#cdk/constructs/ingest-function.ts';
import { NextSteps } from '#cdk/constructs/next-steps.ts';
import { NotificationsQueue } from '#cdk/constructs/notifications-queue.ts';
import { OperatorParameters } from '#cdk/constructs/operator-parameters.ts';
import { OverviewDashboard } from '#cdk/constructs/overview-dashboard.ts';
import { Quarantine } from '#cdk/constructs/quarantine.ts';
import { QueryFunction } from '#cdk/constructs/query-function.ts';
import { StateKey } from '#cdk/constructs/state-key.ts';
import { SweepFunction } from '#cdk/constructs/sweep-function.ts';
import { TimerQueue } from '#cdk/constructs/timer-queue.ts';
import { Webhook } from '#cdk/constructs/webhook.ts';
import type { Stage } from '#cdk/load-stage-config.ts';

/**
 * One stage, whole: state, queues, functions, ways in and out, and who is told when something is wrong.
 *
 * Ids of constructs make logical ids: renaming one of the table, a queue, the key or a secret replaces it, empty.
 */
export class CallbackAutomationStack extends Stack {
  constructor(scope: Construct, stage: Stage) {
    const { name, config } = stage;
    super(scope, `CallbackAutomation-${name}`, {
      description: `Callback Automation for Genesys Cloud, stage ${name}`,
      terminationProtection: config.deletionProtection,
    });
    Tags.of(this).add('stage', name);
    const state = createState(this, stage);
    const functions = createFunctions(this, stage, state);
    const webhook = new Webhook(this, 'Webhook', {
      stage: name,
      ingest: functions.ingest.ingest,
      query: functions.query.query,
      throttle: config.throttle,
      logRetention: config.logRetentionDays,
    });
    const watched = whatToWatch(name, state, functions, webhook);
    const { alarms } = new Alarms(this, 'Alarms', { ...config.alarms, watched });
    new OverviewDashboard(this, 'Dashboard', { watched, alarms });
    new NextSteps(this, 'NextSteps', { webhook, ...state });
  }
}

function createState(stack: Stack, { name: stage, config }: Stage) {
  const key = config.customerManagedKey ? { key: new StateKey(stack, 'StateKey', { stage }).key } : {};
  return {
    table: new ConversationTable(stack, 'Conversations', {
      deletionProtection: config.deletionProtection,
      ...key,
    }),
    timers: new TimerQueue(stack, 'TimerQueue', { consumerTimeout: AUTOMATION_TIMEOUT, ...key }),
    notifications: new NotificationsQueue(stack, 'NotificationsQueue', key),
    quarantine: new Quarantine(stack, 'Quarantine', key),
    credentials: new Credentials(stack, 'Credentials', {
      stage,
      signatures: config.auth.accept.includes('signature'),
      ...key,
    }),
    parameters: new OperatorParameters(stack, 'Parameters', { stage }),
    bus: new AnnouncementBus(stack, 'Announcements', { stage }),
  };
}

type State = ReturnType<typeof createState>;

function createFunctions(stack: Stack, { name: stage, config }: Stage, state: State) {
  const { auth, placers, reservedConcurrency: reserved } = config;
  const shared = { defaults: { stage, logRetention: config.logRetentionDays }, ...state };
  return {
    ingest: new IngestFunction(stack, 'Ingest', { ...shared, auth, reservedConcurrency: reserved.ingest }),
    sweep: new SweepFunction(stack, 'Sweep', { ...shared, reservedConcurrency: reserved.sweep }),
    automation: new AutomationFunction(stack, 'Automation', {
      ...shared,
      placers,
      reservedConcurrency: reserved.automation,
    }),
    query: new QueryFunction(stack, 'Query', { ...shared, reservedConcurrency: reserved.query }),
  };
}

type Functions = ReturnType<typeof createFunctions>;

function whatToWatch(stage: string, state: State, functions: Functions, { api }: Webhook): Watched {
  return {
    stage,
    api,
    functions: {
      ingest: functions.ingest.ingest.function,
      sweep: functions.sweep.sweep.function,
      automation: functions.automation.automation.function,
      query: functions.query.query.function,
    },
    deadLetters: {
      notifications: state.notifications.deadLetters,
      timers: state.timers.deadLetters,
      quarantine: state.quarantine.deadLetters,
      sweep: functions.sweep.deadLetters,
    },
    quarantine: state.quarantine.bodies,
    notifications: state.notifications.queue,
  };
}
