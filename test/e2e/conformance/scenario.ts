import type { Scene } from '#test/e2e/conformance/scene.ts';

/** Throws what the observer finds, and nothing where the receiver conforms. */
export type Scenario = (scene: Scene) => Promise<void>;
