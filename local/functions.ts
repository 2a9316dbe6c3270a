import { createDeps as automationDeps } from '#lambdas/automation/deps.ts';
import { createHandler as automation } from '#lambdas/automation/handler.ts';
import { createDeps as ingestDeps } from '#lambdas/ingest/deps.ts';
import { createHandler as ingest } from '#lambdas/ingest/handler.ts';
import { createDeps as operatorDeps } from '#lambdas/operator/deps.ts';
import { createHandler as operator } from '#lambdas/operator/handler.ts';
import { createDeps as queryDeps } from '#lambdas/query/deps.ts';
import { createHandler as query } from '#lambdas/query/handler.ts';
import { createDeps as sweepDeps } from '#lambdas/sweep/deps.ts';
import { createHandler as sweep } from '#lambdas/sweep/handler.ts';
import { API_KEY_SECRET } from '#local/api-key.ts';
import { CUSTOMERS_SECRET, PARAMETER_PATH, type Provisioned, TABLE_NAME } from '#local/provision.ts';
import { AutomationVariablesSchema } from '#shared/config/automation-variables.ts';
import type { PlacersConfig } from '#shared/config/placers.ts';
import {
  IngestVariablesSchema,
  OperatorVariablesSchema,
  QueryVariablesSchema,
  readVariables,
  SweepVariablesSchema,
} from '#shared/config/variables.ts';

/** Builds the five functions as on AWS, from the variables that a deploy would give them. */
export function createFunctions({ queueUrls }: Provisioned, placers: PlacersConfig) {
  const variables = {
    STAGE: 'local',
    TABLE_NAME,
    TIMERS_QUEUE_URL: queueUrls.timers,
    QUARANTINE_QUEUE_URL: queueUrls.quarantine,
    AUTH: JSON.stringify({ accept: ['api-key'] }),
    API_KEY_SECRET,
    CUSTOMERS_SECRET,
    EVENT_BUS_NAME: 'callback-automation',
    PARAMETER_PATH,
    PLACERS: JSON.stringify(placers),
  };
  return {
    ingest: ingest(ingestDeps(readVariables(IngestVariablesSchema, variables))),
    query: query(queryDeps(readVariables(QueryVariablesSchema, variables))),
    operator: operator(operatorDeps(readVariables(OperatorVariablesSchema, variables))),
    sweep: sweep(sweepDeps(readVariables(SweepVariablesSchema, variables))),
    automation: automation(automationDeps(readVariables(AutomationVariablesSchema, variables))),
  };
}
