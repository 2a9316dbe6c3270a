import { Annotations } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { alarmList, type Watched } from '#cdk/constructs/alarm-list.ts';
import { ImpactAlarm } from '#cdk/constructs/impact-alarm.ts';

const NOBODY = {
  id: 'callback-automation:alarms-email',
  message: 'alarms.email is an address at example.com: nobody will learn of any alarm.',
};

export interface AlarmsProps {
  readonly email?: string | undefined;
  readonly topicArn?: string | undefined;
  readonly actions?: readonly IAlarmAction[];
  readonly watched: Watched;
}

/** Everything somebody is told of, and whom. */
export class Alarms extends Construct {
  readonly alarms: readonly ImpactAlarm[];

  constructor(scope: Construct, id: string, { email, topicArn, actions: others = [], watched }: AlarmsProps) {
    super(scope, id);
    const actions = [...this.topics(email, topicArn).map((topic) => new SnsAction(topic)), ...others];
    this.alarms = alarmList(watched).map(({ id: alarmId, ...alarm }) => {
      return new ImpactAlarm(this, alarmId, { ...alarm, actions });
    });
  }

  private topics(email: string | undefined, topicArn: string | undefined): ITopic[] {
    const topics: ITopic[] = [];
    if (topicArn !== undefined) topics.push(Topic.fromTopicArn(this, 'ExistingTopic', topicArn));
    if (email !== undefined) {
      if (email.endsWith('@example.com')) Annotations.of(this).addWarningV2(NOBODY.id, NOBODY.message);
      const topic = new Topic(this, 'Topic', { enforceSSL: true });
      topic.addSubscription(new EmailSubscription(email));
      topics.push(topic);
    }
    return topics;
  }
}
