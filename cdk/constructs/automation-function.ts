import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { AnnouncementBus } from '#cdk/constructs/announcement-bus.ts';
import { BundledFunction, type FunctionDefaults } from '#cdk/constructs/bundled-function.ts';
import type { ConversationTable } from '#cdk/constructs/conversation-table.ts';
import type { CustomersKey } from '#cdk/constructs/customers-key.ts';
import type { OperatorParameters } from '#cdk/constructs/operator-parameters.ts';
import { targetsOf } from '#cdk/constructs/placer-target.ts';
import type { TimerQueue } from '#cdk/constructs/timer-queue.ts';
import type { PlacersConfig } from '#shared/config/placers.ts';

export interface AutomationFunctionProps {
  readonly defaults: FunctionDefaults;
  readonly placers: PlacersConfig;
  readonly reservedConcurrency: number | undefined;
  readonly table: ConversationTable;
  readonly timers: TimerQueue;
  readonly bus: AnnouncementBus;
  readonly parameters: OperatorParameters;
  /** Default: nobody asks which customers were reached. */
  readonly customersKey?: CustomersKey;
}

/** Time-out of the automation. It waits in the process for the instant of a timer, then places. */
export const AUTOMATION_TIMEOUT = Duration.seconds(60);

/** Looks at conversations when their timers are due, and has callbacks placed. */
export class AutomationFunction extends Construct {
  readonly automation: BundledFunction;

  constructor(scope: Construct, id: string, props: AutomationFunctionProps) {
    super(scope, id);
    const { table, timers, bus, parameters, customersKey, placers, reservedConcurrency } = props;
    this.automation = new BundledFunction(this, 'Automation', {
      ...props.defaults,
      name: 'automation',
      description: 'Has callbacks placed when they are due',
      // Runs the up to 250 timers of a batch at the same time: with less CPU the last of a busy second would be late.
      // Requests to Genesys are paced to a few per second, so that their TLS handshakes are nothing beside that.
      memorySize: 512,
      timeout: AUTOMATION_TIMEOUT,
      reservedConcurrency,
      environment: {
        TABLE_NAME: table.name,
        TIMERS_QUEUE_URL: timers.url,
        EVENT_BUS_NAME: bus.bus.eventBusName,
        PARAMETER_PATH: parameters.path,
        PLACERS: JSON.stringify(placers),
        ...(customersKey && { CUSTOMERS_SECRET: customersKey.secretArn }),
      },
    });
    table.grantLoadAndSave(this.automation);
    timers.grantArm(this.automation);
    // More batches than reserved environments would only be throttled into the dead letters.
    timers.deliverTo(this.automation, reservedConcurrency);
    bus.grantAnnounce(this.automation);
    parameters.grantRead(this.automation);
    customersKey?.grantRead(this.automation);
    this.grantPlacers(placers);
  }

  private grantPlacers(placers: PlacersConfig): void {
    const { functions, secrets } = targetsOf(Stack.of(this), Object.values(placers));
    for (const [action, resources] of [
      ['lambda:InvokeFunction', functions],
      ['secretsmanager:GetSecretValue', secrets],
    ] as const) {
      if (resources.size === 0) continue;
      this.automation.allow(new PolicyStatement({ actions: [action], resources: [...resources] }));
    }
  }
}
