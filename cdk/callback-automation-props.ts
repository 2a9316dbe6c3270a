import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { StageConfigInput } from '#shared/config/stage.ts';

/**
 * What a `CallbackAutomation` is told. Only `stage` is required; docs/configuration.md says more of each key.
 *
 * Values have to be known at synthesis: they are checked as a stage config is, and a token fits no key.
 */
export interface CallbackAutomationProps {
  /**
   * Tells installations of one account and region apart: part of the SSM path and of the names of bus, API, dashboard.
   * a–z, 0–9 and -, beginning with a letter, at most 20 long.
   */
  readonly stage: string;
  /** How senders of notifications prove who they are. Default: by an API key in `x-api-key`. */
  readonly auth?: StageConfigInput['auth'];
  /** Genesys Cloud's partner event source, to be associated with a bus. Default: none; notifications come by HTTP. */
  readonly partnerEventSource?: StageConfigInput['partnerEventSource'];
  /** A bus whose events of callbacks are posted to the webhook. Default: none. */
  readonly apiDestination?: StageConfigInput['apiDestination'];
  /** What automations may have callbacks placed by, beside `announce` and `dry-run`. Default: nothing else. */
  readonly placers?: StageConfigInput['placers'];
  /** Whether the table is guarded from deletion. It is kept with its items in any case. Default: true. */
  readonly deletionProtection?: StageConfigInput['deletionProtection'];
  /** How long logs are kept, in days that CloudWatch offers. Default: 30. */
  readonly logRetentionDays?: StageConfigInput['logRetentionDays'];
  /** An address or an SNS topic that every alarm tells. Default: nobody. */
  readonly alarms?: StageConfigInput['alarms'];
  /** What else every alarm does when it begins and when it ends. Default: nothing. */
  readonly alarmActions?: readonly IAlarmAction[];
  /** Concurrency reserved for each function. Default: none, because new accounts have little. */
  readonly reservedConcurrency?: StageConfigInput['reservedConcurrency'];
  /** What the HTTP API lets through. Default: 100 requests per second, bursts of 200. */
  readonly throttle?: StageConfigInput['throttle'];
  /** Whether table, queues and secrets are encrypted with a KMS key of their own. Default: false, AWS's keys are used. */
  readonly customerManagedKey?: StageConfigInput['customerManagedKey'];
  /** Whether it is noted which customers an agent reached, for automations that ask; then conversations with calls are taken from the buses too. Default: false. */
  readonly customersReached?: StageConfigInput['customersReached'];
}
