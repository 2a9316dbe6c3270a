import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { Webhook } from '#cdk/constructs/webhook.ts';
import { readable } from '#test/cdk/permissions.ts';
import { aFunction, onlyResource, propertiesOf, resourcesOf, templateOf } from '#test/cdk/synthesis.ts';

let template: Template;
beforeAll(() => {
  template = templateOf((stack) => {
    new Webhook(stack, 'Webhook', {
      stage: 'test',
      ingest: aFunction(stack, 'Ingest'),
      query: aFunction(stack, 'Query'),
      operator: aFunction(stack, 'Operator'),
      throttle: { ratePerSecond: 12, burst: 34 },
      logRetention: 7,
    });
  });
});

describe('the webhook', () => {
  it('has four routes, and asks IAM who may read and decide', () => {
    const routes = [...resourcesOf(template, 'AWS::ApiGatewayV2::Route').values()].map(({ Properties }) => {
      const integration = readable(Properties.Target).replace('integrations/', '');
      const { IntegrationUri } = propertiesOf(template, 'AWS::ApiGatewayV2::Integration', integration);
      return [Properties.RouteKey, Properties.AuthorizationType, readable(IntegrationUri)];
    });
    expect(routes).toEqual([
      ['POST /notifications', 'NONE', 'IngestFunction'],
      ['POST /conversations/{conversationId}/callbacks', 'NONE', 'IngestFunction'],
      ['GET /conversations/{conversationId}', 'AWS_IAM', 'QueryFunction'],
      ['POST /conversations/{conversationId}/decisions', 'AWS_IAM', 'OperatorFunction'],
    ]);
  });

  it('throttles as the stage says, on the only stage it has', () => {
    expect(onlyResource(template, 'AWS::ApiGatewayV2::Stage').Properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 12, ThrottlingBurstLimit: 34 },
    });
  });

  it('logs who asked for what and how it went, but no body, header, query or path with values', () => {
    const { Format } = onlyResource(template, 'AWS::ApiGatewayV2::Stage').Properties.AccessLogSettings;
    expect(Object.values(JSON.parse(Format)).toSorted()).toEqual([
      '$context.identity.sourceIp',
      '$context.integration.integrationStatus',
      '$context.integration.latency',
      '$context.requestId',
      '$context.requestTime',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.routeKey',
      '$context.status',
    ]);
  });

  it('keeps its log as long as the stage says', () => {
    expect(propertiesOf(template, 'AWS::Logs::LogGroup', 'WebhookAccessLog').RetentionInDays).toBe(7);
  });

  it('may call a function for its own routes and no others', () => {
    const permissions = [...resourcesOf(template, 'AWS::Lambda::Permission').values()];
    const sources = permissions.map(({ Properties }) =>
      readable(Properties.SourceArn).replace(/^.*WebhookApi/, ''),
    );
    expect(sources).toEqual([
      '/*/*/notifications',
      '/*/*/conversations/{conversationId}/callbacks',
      '/*/*/conversations/{conversationId}',
      '/*/*/conversations/{conversationId}/decisions',
    ]);
  });
});
