import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { type BuildOptions, build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { PROGRAM_METRICS, programMetric } from '#cdk/constructs/program-metrics.ts';
import { createTelemetry } from '#shared/adapters/logging/json-telemetry.ts';

/** The text of every source file of ours that goes into a function's bundle. */
async function sourcesOf(name: string): Promise<string> {
  const options = {
    entryPoints: [`lambdas/${name}/index.ts`],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  } satisfies BuildOptions;
  const { metafile } = await build(options);
  return Object.keys(metafile.inputs)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

/** Patterns of all words with a dot in quotes; what a template fills in may be anything. */
const patternsIn = (sources: string) =>
  [...sources.matchAll(/['`]([a-z-]+\.(?:[a-z-]+|\$\{[^}`]+\}))['`]/g)].map(([, word = '']) => {
    const literal = word.replace('.', '\\.').replace(/\$\{.*\}/, '[a-z-]+');
    return new RegExp(`^${literal}$`);
  });

describe.each(Object.entries(PROGRAM_METRICS))('the metrics of %s', (name, metrics) => {
  it('are all written by its program', async () => {
    const patterns = patternsIn(await sourcesOf(name));
    const unwritten = metrics.filter((metric) => !patterns.some((pattern) => pattern.test(metric)));
    expect(unwritten).toEqual([]);
  });
});

describe('a metric', () => {
  it('has the namespace and the dimensions that the telemetry gives it', () => {
    const lines: string[] = [];
    const telemetry = createTelemetry({
      functionName: 'sweep',
      stage: 'dev',
      write: (line) => lines.push(line),
    });
    telemetry.duration('looks.oldest-overdue', 5);
    const written = JSON.parse(lines[0] ?? '');
    const [{ Namespace, Dimensions }] = written._aws.CloudWatchMetrics;

    const alarmed = programMetric('dev', 'looks.oldest-overdue').attachTo(new Stack());
    expect(alarmed.namespace).toBe(Namespace);
    expect(alarmed.dimensions).toEqual(
      Object.fromEntries(Dimensions[0].map((dimension: string) => [dimension, written[dimension]])),
    );
  });
});
