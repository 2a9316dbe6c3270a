import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegoEngine, TemplateFile, type ValidateConfig } from '@aws/cloudformation-validate';

// The CDK writes dependencies on roles although a reference says as much: harmless, and not ours to change.
const RULES: ValidateConfig = { severityLevel: 'WARN', exclude: { ids: ['W3005'] } };

/** What the validator of AWS finds in a template, as `<rule> at <logical id>`. */
export function templateFindings(template: object): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  const engine = new RegoEngine();
  try {
    const file = join(folder, 'template.json');
    writeFileSync(file, JSON.stringify(template));
    const { status, diagnostics } = engine.validateStandard(new TemplateFile(file), RULES);
    if (status !== 'OK') throw new Error(`The validation ended with ${status}.`);
    return diagnostics.map(({ ruleId, entity }) => `${ruleId} at ${entity?.logicalId}`);
  } finally {
    engine.free();
    rmSync(folder, { recursive: true });
  }
}
