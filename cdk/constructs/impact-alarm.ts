import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

export interface ImpactAlarmProps {
  readonly metric: IMetric;
  /** What it means for callbacks and callers, in the words of whoever is woken up. */
  readonly impact: string;
  /** `atLeast`: alarm when reached; silence is good. `below`: alarm when not reached; silence is not. */
  readonly limit: { readonly atLeast: number } | { readonly below: number };
  /** Periods in a row. Default: one. */
  readonly periods?: number;
  readonly actions: readonly IAlarmAction[];
}

/** An alarm that cannot be made without saying what it means. */
export class ImpactAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    this.alarm = new Alarm(this, 'Alarm', {
      metric: props.metric,
      alarmDescription: props.impact,
      evaluationPeriods: props.periods ?? 1,
      ...thresholdOf(props.limit),
    });
    this.alarm.addAlarmAction(...props.actions);
    this.alarm.addOkAction(...props.actions);
  }
}

function thresholdOf(limit: ImpactAlarmProps['limit']) {
  if ('atLeast' in limit) {
    return {
      threshold: limit.atLeast,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    };
  }
  return {
    threshold: limit.below,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
  };
}
