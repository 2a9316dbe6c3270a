import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { InferOutput } from 'valibot';
import { awsClientOptions } from '#lambdas/aws-client-options.ts';
import type { QueryDeps } from '#lambdas/query/handler.ts';
import { createConversationStore } from '#shared/adapters/dynamodb/conversation-store.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';
import type { QueryVariablesSchema } from '#shared/config/variables.ts';

/** Builds what the query function works with, once per process. */
export function createDeps({ STAGE, TABLE_NAME }: InferOutput<typeof QueryVariablesSchema>): QueryDeps {
  const dynamodb = new DynamoDBClient(awsClientOptions());
  return {
    store: createConversationStore(dynamodb, TABLE_NAME),
    telemetry: createTelemetry({ functionName: 'query', ...(STAGE !== undefined && { stage: STAGE }) }),
  };
}
