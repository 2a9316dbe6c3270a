import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { BundledFunction } from '#cdk/constructs/bundled-function.ts';

export interface WebhookProps {
  readonly stage: string;
  readonly ingest: BundledFunction;
  readonly query: BundledFunction;
  readonly operator: BundledFunction;
  /** Beyond these, senders get 429 and send again. */
  readonly throttle: { readonly ratePerSecond: number; readonly burst: number };
  readonly logRetention: RetentionDays;
}

/** The HTTP API: notifications in, for senders that the function authenticates; questions and decisions, for IAM principals. */
export class Webhook extends Construct {
  readonly api: HttpApi;
  /** Without a trailing slash. */
  readonly url: string;
  private readonly question: HttpRoute;

  constructor(scope: Construct, id: string, props: WebhookProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: `callback-automation-${props.stage}`,
      description: 'Callback Automation: notifications in, questions answered',
      createDefaultStage: false,
    });
    this.addStage(props);
    this.addNotificationRoutes(props.ingest);
    const authorizer = new HttpIamAuthorizer();
    this.question = new HttpRoute(this.api, `GET${CONVERSATION}`, {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(CONVERSATION, HttpMethod.GET),
      integration: new HttpLambdaIntegration('ToQuery', props.query.function),
      authorizer,
    });
    new HttpRoute(this.api, `POST${CONVERSATION}/decisions`, {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(`${CONVERSATION}/decisions`, HttpMethod.POST),
      integration: new HttpLambdaIntegration('ToOperator', props.operator.function),
      authorizer,
    });
    this.url = this.api.apiEndpoint;
  }

  /** Lets `reader` ask for the state of any conversation, and nothing else. */
  grantRead(reader: IGrantable): void {
    this.question.grantInvoke(reader);
  }

  /** Lets `operator` decide on callbacks of any conversation, and nothing else. */
  grantDecide(operator: IGrantable): void {
    // A route's own grant would be for everything that begins like its path, before the first parameter.
    const resourceArns = [this.api.arnForExecuteApi('POST', '/conversations/*/decisions')];
    Grant.addToPrincipal({ grantee: operator, actions: ['execute-api:Invoke'], resourceArns });
  }

  private addStage({ throttle, logRetention }: WebhookProps): void {
    const log = new LogGroup(this, 'AccessLog', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'DefaultStage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: throttle.ratePerSecond, burstLimit: throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: ACCESS_LOG_FORMAT },
    });
  }

  private addNotificationRoutes(ingest: BundledFunction): void {
    const integration = new HttpLambdaIntegration('ToIngest', ingest.function);
    for (const path of ['/notifications', `${CONVERSATION}/callbacks`]) {
      const [route] = this.api.addRoutes({ path, methods: [HttpMethod.POST], integration });
      if (route === undefined) continue;
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'Ingest authenticates the raw body itself: an authorizer never sees it, so it could not check a signature.',
      });
    }
  }
}

const CONVERSATION = '/conversations/{conversationId}';

// Names every field: no body, no header and no query string can get into it.
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    routeKey: '$context.routeKey',
    status: '$context.status',
    sourceIp: '$context.identity.sourceIp',
    responseBytes: '$context.responseLength',
    latencyMs: '$context.responseLatency',
    integrationStatus: '$context.integration.integrationStatus',
    integrationLatencyMs: '$context.integration.latency',
  }),
);
