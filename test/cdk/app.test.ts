import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const TEMPORARY = mkdtempSync(join(tmpdir(), 'cdk-app-'));
afterAll(() => rmSync(TEMPORARY, { recursive: true }));

const run = promisify(execFile);
/** No credentials, no region and no profile, neither in the environment nor at home. */
const bareEnvironment = { PATH: process.env['PATH'], HOME: TEMPORARY, CDK_DISABLE_CLI_TELEMETRY: 'true' };

/** Runs the app as the CDK's CLI does. */
const synthesise = (project: string, outdir: string, context: object = {}) =>
  run(process.execPath, ['cdk/app.ts'], {
    cwd: project,
    env: { ...bareEnvironment, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });

const TOOLS = join(PROJECT, 'node_modules/.bin');

const synthesiseByCli = (project: string, outdir: string, stage: string) =>
  run(join(TOOLS, 'cdk'), ['synth', '--quiet', '--output', outdir, '-c', `stage=${stage}`], {
    cwd: project,
    env: { ...bareEnvironment, PATH: `${TOOLS}:${process.env['PATH']}` },
  });

const templateIn = (outdir: string, stage: string) =>
  JSON.parse(readFileSync(join(outdir, `CallbackAutomation-${stage}.template.json`), 'utf8'));

/** Sizes in bytes of the functions' bundles, and the hashes of their assets. */
function assetsIn(outdir: string): ReadonlyMap<string, { bytes: number; hash: string }> {
  const resources: [string, { Type: string; Properties: { Code: { S3Key: string } } }][] = Object.entries(
    templateIn(outdir, 'dev').Resources,
  );
  const functions = resources.filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  return new Map(
    functions.map(([id, { Properties }]) => {
      const hash = Properties.Code.S3Key.replace('.zip', '');
      const folder = join(outdir, `asset.${hash}`);
      const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
      return [id.replace(/Function.*$/, '').toLowerCase(), { bytes, hash }];
    }),
  );
}

/** What the app is made of, as it was when the tests began. */
const COPY = join(TEMPORARY, 'project');
const OUTDIR = join(TEMPORARY, 'here');
const PROD_OUTDIR = join(TEMPORARY, 'prod-here');
beforeAll(async () => {
  const parts = [
    'cdk',
    'cdk.json',
    'lambdas',
    'shared',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ];
  for (const part of parts) cpSync(join(PROJECT, part), join(COPY, part), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(COPY, 'node_modules'));
  await synthesise(COPY, OUTDIR);
  await synthesiseByCli(COPY, PROD_OUTDIR, 'prod');
});

describe('the app', () => {
  it('synthesises without credentials, findings or an account', () => {
    const report = JSON.parse(readFileSync(join(OUTDIR, 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(OUTDIR, 'manifest.json'), 'utf8'));
    expect(manifest.artifacts['CallbackAutomation-dev'].environment).toBe(
      'aws://unknown-account/unknown-region',
    );
    expect(manifest.missing).toBeUndefined();
  });

  it('makes the same templates and bundles in another folder, after a change that changes nothing', async () => {
    const elsewhere = join(TEMPORARY, 'deeper', 'elsewhere');
    cpSync(COPY, elsewhere, { recursive: true, verbatimSymlinks: true });
    for (const file of ['lambdas/ingest/handler.ts', 'shared/domain/decide.ts', 'cdk/app.ts']) {
      appendFileSync(join(elsewhere, file), '\n// A comment more.\n');
    }
    const dev = join(TEMPORARY, 'there');
    await synthesise(elsewhere, dev);
    expect(templateIn(dev, 'dev')).toEqual(templateIn(OUTDIR, 'dev'));
    expect(assetsIn(dev)).toEqual(assetsIn(OUTDIR));

    const prod = join(TEMPORARY, 'prod-there');
    await synthesiseByCli(elsewhere, prod, 'prod');
    expect(templateIn(prod, 'prod')).toEqual(templateIn(PROD_OUTDIR, 'prod'));
  });

  it('keeps the bundle of ingest under 300 KB', () => {
    expect(assetsIn(OUTDIR).get('ingest')?.bytes).toBeLessThanOrEqual(300_000);
  });

  it.each(['ingest', 'sweep', 'automation', 'query', 'operator'])(
    'leaves nothing of other providers of credentials in %s',
    (name) => {
      const { hash } = assetsIn(OUTDIR).get(name) ?? {};
      const bundle = readFileSync(join(OUTDIR, `asset.${hash}`, 'index.js'), 'utf8');
      // As booleans: a failure must not print the bundle.
      expect(bundle.includes('AWS_SESSION_TOKEN')).toBe(true);
      expect(bundle.includes('AssumeRoleWithWebIdentity')).toBe(false);
    },
  );

  it('ends with the fault and no stack trace when the stage config is wrong', async () => {
    const failure = await synthesise(PROJECT, join(TEMPORARY, 'never'), { stage: 'nowhere' }).catch(
      (error) => error,
    );
    expect(failure).toMatchObject({ code: 1, stdout: '' });
    expect(failure.stderr).toBe('cdk/config/nowhere.json: no such file. Stages there are: dev, prod.\n');
  });

  it('is run by the CDK CLI, for the stage that -c names', () => {
    expect(readdirSync(PROD_OUTDIR)).toContain('CallbackAutomation-prod.template.json');
  });
});

describe('a bundle', () => {
  it('answers 503 rather than anything of the 4xx while AWS is out of reach', async () => {
    const { hash } = assetsIn(OUTDIR).get('ingest') ?? {};
    const script = join(TEMPORARY, 'call-ingest.cjs');
    writeFileSync(
      script,
      `const { handler } = require(${JSON.stringify(join(OUTDIR, `asset.${hash}`, 'index.js'))});
      const event = {
        version: '2.0', routeKey: 'POST /notifications', rawPath: '/notifications', rawQueryString: '',
        headers: { 'x-api-key': 'some', 'content-type': 'application/json' }, isBase64Encoded: false, body: '{}',
        requestContext: { http: { method: 'POST', path: '/notifications' } },
      };
      handler(event, { getRemainingTimeInMillis: () => 5000, awsRequestId: 'request' })
        .then(({ statusCode }) => process.stderr.write(String(statusCode)));`,
    );
    const { stderr } = await run(process.execPath, [script], {
      env: {
        ...bareEnvironment,
        TABLE_NAME: 'table',
        TIMERS_QUEUE_URL: 'http://127.0.0.1:1/timers',
        QUARANTINE_QUEUE_URL: 'http://127.0.0.1:1/quarantine',
        AUTH: '{}',
        API_KEY_SECRET: 'api-key',
        AWS_REGION: 'eu-central-1',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
    });
    expect(stderr).toBe('503');
  });
});
