import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenarios } from '#test/e2e/conformance/scenarios.ts';
import { openScene, type Scene } from '#test/e2e/conformance/scene.ts';
import { type Stage, setStage } from '#test/e2e/conformance/stage.ts';

let stage: Stage;
let scene: Scene;
beforeAll(async () => {
  stage = await setStage();
  scene = await openScene(stage);
});
afterAll(async () => {
  await scene.close();
  await stage.close();
});

describe('the receiver conforms in the scenario', () => {
  it.each(Object.entries(scenarios))('%s', (_, play) => play(scene));

  it('and every trouble that was to come did come', () => {
    expect(stage.aws.unmet()).toBe(0);
  });

  it('and nothing more comes of any of them', () => scene.observer.seesNoMore());
});
