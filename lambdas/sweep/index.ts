import { createDeps } from '#lambdas/sweep/deps.ts';
import { createHandler } from '#lambdas/sweep/handler.ts';
import { readVariables, SweepVariablesSchema } from '#shared/config/variables.ts';

/** What Lambda calls. */
export const handler = createHandler(createDeps(readVariables(SweepVariablesSchema, process.env)));
