import { nextLook } from '#shared/domain/next-look.ts';
import { type EpochMs, earliest } from '#shared/domain/time.ts';
import type { createMail } from '#test/simulation/interleavings/mail.ts';
import { passUntil } from '#test/simulation/interleavings/pass-until.ts';
import type { createProgram } from '#test/simulation/interleavings/program.ts';
import type { Scene } from '#test/simulation/scene.ts';
import type { Truth } from '#test/simulation/truth.ts';

interface DrainDeps {
  readonly scene: Scene;
  readonly truth: Truth;
  readonly mail: ReturnType<typeof createMail>;
  readonly program: ReturnType<typeof createProgram>;
}

const MOST_STEPS = 500;

/** Has everything happen that is still to happen: notifications first, then whatever is next, in order of time. */
export async function drain({ scene, truth, mail, program }: DrainDeps): Promise<void> {
  const { time, problems } = scene;
  for (let step = 0; step < MOST_STEPS; step++) {
    const observation = mail.takeNext();
    if (observation) {
      await program.record(`later ${step}`, observation);
      continue;
    }
    const look = earliestLook(truth);
    const next = [look?.at, time.nextAt()].filter((at) => at !== undefined);
    if (next.length === 0) return;
    await passUntil(time, earliest(...next));
    if (look && look.at <= time.now()) await program.look(`later ${step}`, [look]);
  }
  problems.push({ what: 'never-quiet', about: JSON.stringify([...truth.states.values()]) });
}

function earliestLook({
  states,
}: Truth): { readonly conversationId: string; readonly at: EpochMs } | undefined {
  return [...states.values()]
    .flatMap((state) => {
      const look = nextLook(state);
      return look ? [{ conversationId: state.conversationId, at: look.at }] : [];
    })
    .toSorted((a, b) => a.at - b.at)[0];
}
