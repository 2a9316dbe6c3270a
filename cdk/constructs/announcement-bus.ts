import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';

/** The stack's own event bus, on which outcomes are announced. */
export class AnnouncementBus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: `callback-automation-${stage}`,
      description: 'Announcements of callbacks: due, placed, left, failed, unknown',
    });
  }

  /** Lets `announcer` put events on this bus. */
  grantAnnounce(announcer: BundledFunction): void {
    announcer.allow(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] }),
    );
  }
}
