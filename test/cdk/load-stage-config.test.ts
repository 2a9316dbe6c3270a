import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { loadStageConfig } from '#cdk/load-stage-config.ts';
import { StageConfigError } from '#cdk/parse-stage-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'stage-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const load = (name: string, text: string) => {
  writeFileSync(join(folder, `${name}.json`), text);
  return () => loadStageConfig(folder, name);
};

describe('loading a stage config', () => {
  it.each(['dev', 'prod'])('finds the one of %s whole', (name) => {
    const shipped = fileURLToPath(new URL('../../cdk/config', import.meta.url));
    expect(loadStageConfig(shipped, name)).toMatchObject({ name, config: { auth: { require: 'any' } } });
  });

  it('has dev easy to throw away, and prod guarded, remembered for longer and watched by somebody', () => {
    const shipped = fileURLToPath(new URL('../../cdk/config', import.meta.url));
    const { config: dev } = loadStageConfig(shipped, 'dev');
    const { config: prod } = loadStageConfig(shipped, 'prod');
    expect([dev.deletionProtection, prod.deletionProtection]).toEqual([false, true]);
    expect([dev.alarms.email, prod.alarms.email]).toEqual([undefined, 'callback-alarms@example.com']);
    expect(prod.logRetentionDays).toBeGreaterThan(dev.logRetentionDays);
  });

  it('names the file, each key and what was expected there', () => {
    const loading = load('wrong', '{"alarms":{"mail":"ops@example.com"},"throttle":{"burst":0}}');
    expect(loading).toThrow(StageConfigError);
    expect(loading).toThrow(/wrong\.json does not fit/);
    expect(loading).toThrow('\n  alarms.mail: expected no such key');
    expect(loading).toThrow('\n  throttle.burst: expected a whole number from 1 to 5000');
  });

  it('says so when the file holds something else', () => {
    expect(load('text', '"dev"')).toThrow('\n  (the whole): expected Object');
    expect(load('broken', '{"auth":')).toThrow(/broken\.json: expected JSON\. /);
  });

  it('tells which stages there are when asked for another', () => {
    load('known', '{}')();
    const loading = () => loadStageConfig(folder, 'unknown');
    expect(loading).toThrow(StageConfigError);
    expect(loading).toThrow(/unknown\.json: no such file\. Stages there are: .*known/);
  });

  it.each(['../prod', 'Prod', '', 5, true])(
    'refuses the stage name %j before it looks for a file',
    (name) => {
      expect(() => loadStageConfig(folder, name)).toThrow(/^-c stage=<name>: expected a name of/);
    },
  );
});
