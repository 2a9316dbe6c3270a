import { createDeps } from '#lambdas/query/deps.ts';
import { createHandler } from '#lambdas/query/handler.ts';
import { QueryVariablesSchema, readVariables } from '#shared/config/variables.ts';

/** What Lambda calls. */
export const handler = createHandler(createDeps(readVariables(QueryVariablesSchema, process.env)));
