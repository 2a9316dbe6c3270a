import type { Construct } from 'constructs';
import { AnnouncementBus } from '#cdk/constructs/announcement-bus.ts';
import { AUTOMATION_TIMEOUT } from '#cdk/constructs/automation-function.ts';
import { ConversationTable } from '#cdk/constructs/conversation-table.ts';
import { Credentials } from '#cdk/constructs/credentials.ts';
import { CustomersKey } from '#cdk/constructs/customers-key.ts';
import { NotificationsQueue } from '#cdk/constructs/notifications-queue.ts';
import { OperatorParameters } from '#cdk/constructs/operator-parameters.ts';
import { Quarantine } from '#cdk/constructs/quarantine.ts';
import { StateKey } from '#cdk/constructs/state-key.ts';
import { TimerQueue } from '#cdk/constructs/timer-queue.ts';
import type { StageConfig } from '#shared/config/stage.ts';

/** What outlives a call of a function. */
export type State = ReturnType<typeof createState>;

/** Makes everything of a stage that holds something, in `scope` itself. */
export function createState(scope: Construct, stage: string, config: StageConfig) {
  const key = config.customerManagedKey ? { key: new StateKey(scope, 'StateKey', { stage }).key } : {};
  return {
    table: new ConversationTable(scope, 'Conversations', {
      deletionProtection: config.deletionProtection,
      ...key,
    }),
    timers: new TimerQueue(scope, 'TimerQueue', { consumerTimeout: AUTOMATION_TIMEOUT, ...key }),
    notifications: new NotificationsQueue(scope, 'NotificationsQueue', key),
    quarantine: new Quarantine(scope, 'Quarantine', key),
    credentials: new Credentials(scope, 'Credentials', {
      stage,
      signatures: config.auth.accept.includes('signature'),
      ...key,
    }),
    ...(config.customersReached && {
      customersKey: new CustomersKey(scope, 'CustomersKey', { stage, ...key }),
    }),
    parameters: new OperatorParameters(scope, 'Parameters', { stage }),
    bus: new AnnouncementBus(scope, 'Announcements', { stage }),
  };
}
