import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultPlacers } from '#local/genesys/default-placers.ts';
import { readPlacers } from '#local/read-placers.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'read-placers-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const read = (text: string) => {
  writeFileSync(join(dataDir, 'placers.json'), text);
  return readPlacers(dataDir);
};
const hook = { kind: 'signed-http', url: 'https://crm.example', secret: 'crm/signing' };

describe('readPlacers', () => {
  it('finds none where there is no file', () => {
    expect(readPlacers(dataDir)).toBeUndefined();
  });

  it('has the example declare what there is without a file', () => {
    const example = readFileSync(join(ROOT, 'examples/genesys/placers-of-the-fake.json'), 'utf8');
    expect(read(example)).toEqual(defaultPlacers('http://127.0.0.1:8787/_genesys'));
  });

  it.each([
    ['a name', { Hook: hook }, 'Hook: expected a name of a–z, 0–9 and -'],
    ['a name that is taken', { announce: hook }, 'announce: expected a name other than announce and dry-run'],
    [
      'an address',
      { hook: { ...hook, url: 'ftp://secret.example' } },
      'hook.url: expected an https address, without user and password',
    ],
    ['a number', { hook: { ...hook, timeoutSeconds: 11 } }, 'a whole number of seconds from 1 to 10'],
    ['a key', { hook: { ...hook, colour: 'red' } }, 'hook.colour: expected no such key'],
    [
      'what is missing',
      { hook: { kind: 'lambda' } },
      'hook.functionName: expected a value, but it is missing',
    ],
    ['a whole', { hook: { ...hook, dials: true } }, 'a Genesys client where dials is true'],
    ['another type', 'crm', '(the whole): expected Object'],
  ])('says what was expected of %s, and not what is there', (_, placers, expected) => {
    const reading = () => read(JSON.stringify(placers));
    expect(reading).toThrow(expected);
    expect(reading).not.toThrow(/secret\.example|red|crm/);
  });

  it('says that a file is not JSON, without quoting it', () => {
    expect(() => read('{"hook": secret')).toThrow(/placers\.json is not JSON\.$/);
  });
});
