import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BundledFunction, type FunctionDefaults } from '#cdk/constructs/bundled-function.ts';
import type { ConversationTable } from '#cdk/constructs/conversation-table.ts';
import type { Credentials } from '#cdk/constructs/credentials.ts';
import type { CustomersKey } from '#cdk/constructs/customers-key.ts';
import type { NotificationsQueue } from '#cdk/constructs/notifications-queue.ts';
import type { Quarantine } from '#cdk/constructs/quarantine.ts';
import type { TimerQueue } from '#cdk/constructs/timer-queue.ts';
import type { AuthConfig } from '#shared/config/auth.ts';

export interface IngestFunctionProps {
  readonly defaults: FunctionDefaults;
  readonly auth: AuthConfig;
  readonly reservedConcurrency: number | undefined;
  readonly table: ConversationTable;
  readonly timers: TimerQueue;
  readonly quarantine: Quarantine;
  readonly notifications: NotificationsQueue;
  readonly credentials: Credentials;
  /** Default: it is not noted which customers were reached. */
  readonly customersKey?: CustomersKey;
}

/** Records notifications, from the webhook and from the notifications queue. */
export class IngestFunction extends Construct {
  readonly ingest: BundledFunction;

  constructor(scope: Construct, id: string, props: IngestFunctionProps) {
    super(scope, id);
    const { table, timers, quarantine, notifications, credentials, customersKey, reservedConcurrency } =
      props;
    this.ingest = new BundledFunction(this, 'Ingest', {
      ...props.defaults,
      name: 'ingest',
      description: 'Records notifications of callback conversations',
      // A third of a CPU: parsing and two AWS calls take some 10 ms of it.
      memorySize: 512,
      // API destinations give up after 5 s and send again; nobody waits for what takes longer.
      timeout: Duration.seconds(5),
      reservedConcurrency,
      environment: {
        TABLE_NAME: table.name,
        TIMERS_QUEUE_URL: timers.url,
        QUARANTINE_QUEUE_URL: quarantine.url,
        AUTH: JSON.stringify(props.auth),
        API_KEY_SECRET: credentials.apiKey.secretArn,
        ...(credentials.signingSecret && { SIGNING_SECRET: credentials.signingSecret.secretArn }),
        ...(customersKey && { CUSTOMERS_SECRET: customersKey.secretArn }),
      },
    });
    table.grantLoadAndSave(this.ingest);
    timers.grantArm(this.ingest);
    quarantine.grantKeep(this.ingest);
    credentials.grantRead(this.ingest);
    customersKey?.grantRead(this.ingest);
    // Half of what is reserved stays free for the webhook, whose senders wait.
    notifications.deliverTo(this.ingest, reservedConcurrency && Math.floor(reservedConcurrency / 2));
  }
}
