/** The shipped stack of stage `dev`, with a stage config from another folder: DEPLOY_CONFIG. */
import { App } from 'aws-cdk-lib';
import { CallbackAutomationStack } from '#cdk/callback-automation-stack.ts';
import { loadStageConfig } from '#cdk/load-stage-config.ts';

new CallbackAutomationStack(new App(), loadStageConfig(process.env['DEPLOY_CONFIG'] ?? '', 'dev'));
