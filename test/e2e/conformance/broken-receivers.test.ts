import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Finding } from '#test/e2e/conformance/observer.ts';
import type { FlawName } from '#test/e2e/conformance/receiver/flaws.ts';
import { type ScenarioName, scenarios } from '#test/e2e/conformance/scenarios.ts';
import { openScene, type Scene } from '#test/e2e/conformance/scene.ts';
import { type Stage, setStage } from '#test/e2e/conformance/stage.ts';

interface Broken {
  readonly flaw: FlawName;
  /** By which scenarios it is found out, and what the observer says then. */
  readonly foundOutBy: readonly (readonly [name: ScenarioName, finding: RegExp])[];
}

const receivers: readonly Broken[] = [
  { flaw: 'answers before it saves', foundOutBy: [['partial processing', /not stored/]] },
  {
    flaw: 'saves with the next delivery',
    foundOutBy: [
      ['single delivery', /not stored/],
      ['restart of the receiver', /not stored/],
    ],
  },
  {
    flaw: 'stores before it authenticates',
    foundOutBy: [
      ['missing signature', /It is stored/],
      ['malformed signature', /It is stored/],
      ['wrong signature', /It is stored/],
      ['altered body', /It is stored/],
    ],
  },
  { flaw: 'remembers a delivery before it is saved', foundOutBy: [['partial processing', /not stored/]] },
  { flaw: 'lets the last arrival win', foundOutBy: [['reorder', /stored of its legs/]] },
  {
    flaw: 'places again what comes again',
    foundOutBy: [
      ['sequential duplicate', /was announced/],
      ['concurrent duplicate', /was announced/],
      ['connection failure', /was announced/],
      ['crash of the harness', /was announced/],
    ],
  },
  { flaw: 'saves without a version', foundOutBy: [['time-out, then retry', /was announced|is stored/]] },
  { flaw: 'ignores the age of a signature', foundOutBy: [['stale timestamp', /It is stored/]] },
  { flaw: 'signs the meaning instead of the bytes', foundOutBy: [['altered body', /It is stored/]] },
  { flaw: 'blames the sender for its own trouble', foundOutBy: [['partial processing', /not stored/]] },
  { flaw: 'drops what it cannot read', foundOutBy: [['malformed body', /in quarantine 0 times/]] },
  { flaw: 'logs what it gets', foundOutBy: [['redaction canary', /was said/]] },
];

let stage: Stage;
let scenes: ReadonlyMap<FlawName, Scene>;
beforeAll(async () => {
  stage = await setStage();
  const opened = receivers.map(async ({ flaw }) => [flaw, await openScene(stage, flaw)] as const);
  scenes = new Map(await Promise.all(opened));
});
afterAll(async () => {
  await Promise.all([...scenes.values()].map((scene) => scene.close()));
  await stage.close();
});

describe.each(receivers)('a receiver that $flaw', ({ flaw, foundOutBy }) => {
  it.each(foundOutBy)('is found out by: %s', async (name, finding) => {
    const scene = scenes.get(flaw);
    if (scene === undefined) throw new Error('Every flaw has its scene.');
    const verdict = await scenarios[name](scene).catch((error: unknown) => error);
    expect(verdict).toBeInstanceOf(Finding);
    expect(String(verdict)).toMatch(finding);
  });
});

it('every scenario finds somebody out', () => {
  const names = receivers.flatMap(({ foundOutBy }) => foundOutBy.map(([name]) => name));
  expect(new Set<string>(names)).toEqual(new Set(Object.keys(scenarios)));
});
