import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { CallbackAutomation } from '#cdk/callback-automation.ts';
import type { StageConfigInput } from '#shared/config/stage.ts';
import { anApp, aStack, configOf, EVERYTHING } from '#test/cdk/synthesis.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What cdk-nag finds in the app, as `<rule> at <path>`. */
function findingsIn(app: App): string[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const failure = failureOf(() => app.synth());
  const report: Report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  const findings = report.pluginReports
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
  // Findings make the synthesis fail; nothing else may.
  if (failure !== undefined && findings.length === 0) throw failure;
  return findings;
}

function failureOf(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('cdk-nag', () => {
  it.each([
    ['dev', configOf('dev')],
    ['prod', configOf('prod')],
    ['all', EVERYTHING],
  ])('finds nothing in %s', (name, config) => {
    const app = anApp();
    aStack(app, name, config);
    expect(findingsIn(app)).toEqual([]);
  });

  it('finds nothing of ours in a stack of somebody else', () => {
    const app = anApp();
    new CallbackAutomation(new Stack(app, 'Theirs'), 'Callbacks', {
      stage: 'all',
      ...(EVERYTHING as StageConfigInput),
    });
    expect(findingsIn(app)).toEqual([]);
  });

  it('finds what is planted beside it', () => {
    const app = anApp();
    new Queue(aStack(app, 'dev', {}), 'Planted');
    expect(findingsIn(app)).toEqual([
      'AwsSolutions-SQS3 at CallbackAutomation-dev/Planted/Resource',
      'AwsSolutions-SQS4 at CallbackAutomation-dev/Planted/Resource',
    ]);
  });
});
