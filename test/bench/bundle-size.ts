import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BundledFunction } from '#cdk/constructs/bundled-function.ts';
import type { Bench } from '#test/bench/measure.ts';

/** How much code a cold start of ingest reads: the file that the CDK bundles, with the SDK inside. */
export const measureBundleSize: Bench = async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    const kilobytes = statSync(bundleIngest(outdir)).size / 1000;
    return [{ what: 'bundle of ingest', value: kilobytes, unit: 'KB', budget: { atMost: 300 } }];
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

/** Bundles ingest as a deploy does, and nothing else; answers the file. */
function bundleIngest(outdir: string): string {
  const app = new App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } });
  const stack = new Stack(app, 'Bundle');
  new BundledFunction(stack, 'Ingest', {
    name: 'ingest',
    stage: 'bench',
    description: 'Ingest',
    logRetention: 7,
    memorySize: 512,
    timeout: Duration.seconds(5),
    environment: {},
  });
  app.synth();
  const [ingest] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  return join(outdir, ingest?.['Metadata']['aws:asset:path'], 'index.js');
}
