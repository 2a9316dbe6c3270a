import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CallbackAutomationStack } from '#cdk/callback-automation-stack.ts';
import { loadStageConfig } from '#cdk/load-stage-config.ts';
import { StageConfigError } from '#cdk/parse-stage-config.ts';

const app = new App();
try {
  const folder = fileURLToPath(new URL('config', import.meta.url));
  new CallbackAutomationStack(app, loadStageConfig(folder, app.node.tryGetContext('stage') ?? 'dev'));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
} catch (error) {
  if (!(error instanceof StageConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
