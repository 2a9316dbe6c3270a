import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf, readable } from '#test/cdk/permissions.ts';
import { propertiesOf } from '#test/cdk/synthesis.ts';
import { templateFindings } from '#test/cdk/validate-template.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLE = join(PROJECT, 'examples/embedded');
const TEMPORARY = mkdtempSync(join(tmpdir(), 'embedded-'));
afterAll(() => rmSync(TEMPORARY, { recursive: true }));

const run = promisify(execFile);
const { app: command, context } = JSON.parse(readFileSync(join(EXAMPLE, 'cdk.json'), 'utf8'));

/** Runs the app of a folder as the CDK's CLI does. */
async function synthesise(folder: string, outdir: string, more: object = {}): Promise<Template> {
  const [, file] = command.split(' ');
  await run(process.execPath, [file], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: TEMPORARY,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...more }),
    },
  });
  return Template.fromJSON(JSON.parse(readFileSync(join(outdir, 'ContactCentre.template.json'), 'utf8')));
}

let template: Template;
beforeAll(async () => {
  template = await synthesise(EXAMPLE, join(TEMPORARY, 'here'));
});

describe('the embedded example', () => {
  it('hands callbacks that are due over to a queue of its own', () => {
    const rule = propertiesOf(template, 'AWS::Events::Rule', 'HandOver');
    expect(readable(rule.EventBusName)).toBe('CallbacksAnnouncementsBus');
    expect(rule.EventPattern).toEqual({ source: ['callback-automation'], 'detail-type': ['CallbackDue'] });
    expect(readable(rule.Targets[0].Arn)).toBe('DueCallbacks');
  });

  it('watches how late callbacks are', () => {
    expect(propertiesOf(template, 'AWS::CloudWatch::Alarm', 'CallbacksLate')).toMatchObject({
      Namespace: 'CallbackAutomation',
      MetricName: 'callbacks.lateness',
      Dimensions: [{ Name: 'stage', Value: 'contact-centre' }],
      ExtendedStatistic: 'p99',
      Threshold: 10_000,
    });
  });

  it('lets supervisors read the state, and nothing else', () => {
    expect(permissionsOf(template, 'Supervisors')).toEqual([
      'execute-api:Invoke on arn:Partition:execute-api:Region:AccountId:CallbacksWebhookApi/*/GET/conversations/*',
    ]);
  });

  it('is a template that CloudFormation takes', () => {
    expect(templateFindings(template.toJSON())).toEqual([]);
  });
});

describe('an app in another package', () => {
  it('imports the construct as its README says, and gets the same template, bundles included', async () => {
    const host = join(TEMPORARY, 'host');
    const modules = join(host, 'node_modules');
    mkdirSync(modules, { recursive: true });
    const { name } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
    expect(readFileSync(join(EXAMPLE, 'README.md'), 'utf8')).toContain(`${name}/cdk/callback-automation.ts`);
    // What npm makes of a workspace: links to the packages, one CDK for all.
    symlinkSync(PROJECT, join(modules, name));
    for (const shared of ['aws-cdk-lib', 'constructs']) {
      symlinkSync(join(PROJECT, 'node_modules', shared), join(modules, shared));
    }
    writeFileSync(join(host, 'package.json'), '{"type":"module"}');
    cpSync(EXAMPLE, host, { recursive: true });
    const source = readFileSync(join(EXAMPLE, 'app.ts'), 'utf8');
    writeFileSync(join(host, 'app.ts'), source.replace("'#cdk/", `'${name}/cdk/`));

    const hosted = await synthesise(host, join(TEMPORARY, 'there'));
    expect(hosted.toJSON()).toEqual(template.toJSON());
  });
});
