import { startScene } from '#test/crash/scenes/scene.ts';
import { contend } from '#test/crash/scenes/contention.ts';
import { createRandom } from '#test/simulation/random.ts';
const scene = await startScene();
for (const n of [150, 150, 400, 400]) { const r = await contend(scene, { timers: n, workers: 1, kills: 0, copies: 1 }, createRandom(n)); console.log(n, r.placedBy, r.placed, r.again, r.violations.slice(0, 3)); }
await scene.close();
