import { createDeps } from '#lambdas/ingest/deps.ts';
import { createHandler } from '#lambdas/ingest/handler.ts';
import { IngestVariablesSchema, readVariables } from '#shared/config/variables.ts';

/** What Lambda calls. */
export const handler = createHandler(createDeps(readVariables(IngestVariablesSchema, process.env)));
