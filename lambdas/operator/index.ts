import { createDeps } from '#lambdas/operator/deps.ts';
import { createHandler } from '#lambdas/operator/handler.ts';
import { OperatorVariablesSchema, readVariables } from '#shared/config/variables.ts';

/** What Lambda calls. */
export const handler = createHandler(createDeps(readVariables(OperatorVariablesSchema, process.env)));
