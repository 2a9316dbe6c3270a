import { createDeps } from '#lambdas/automation/deps.ts';
import { createHandler } from '#lambdas/automation/handler.ts';
import { AutomationVariablesSchema } from '#shared/config/automation-variables.ts';
import { readVariables } from '#shared/config/variables.ts';

/** What Lambda calls. */
export const handler = createHandler(createDeps(readVariables(AutomationVariablesSchema, process.env)));
