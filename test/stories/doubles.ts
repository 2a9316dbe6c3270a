import { seconds } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { PlacementOutcome, Placer } from '#shared/ports/placer.ts';
import type { Scene } from '#test/stories/scene.ts';
import type { LambdaAnswer, PlacerName } from '#test/stories/story.ts';
import type { Truth } from '#test/stories/truth.ts';
import { MishapError, type WorkerRun } from '#test/stories/worker-run.ts';

/** Makes the double of a placer whose target lies outside Genesys. */
export type DoubleOf = (name: Exclude<PlacerName, `genesys-${string}`>) => Placer;

/** Targets that do what they are asked, or don't, or do it and say so to nobody: as the story says, one after another. */
export function createDoubles({ story }: Scene, truth: Truth) {
  let answers = 0;
  return ({ clock, run }: { readonly clock: Clock; readonly run: () => WorkerRun }): DoubleOf =>
    (name) => ({
      kind: name === 'announce' ? name : 'lambda',
      repeatable: name === 'announce',
      prepare: async () => (request) => {
        const current = run();
        return current.ask(async (): Promise<PlacementOutcome> => {
          const answer = story.lambda[answers++] ?? 'placed';
          if (answer === 'placed' || answer.endsWith('-done')) truth.do(current.id, request, name);
          return outcomeOf(answer, clock);
        });
      },
    });
}

async function outcomeOf(answer: LambdaAnswer, clock: Clock): Promise<PlacementOutcome> {
  switch (answer) {
    case 'placed':
      return { kind: 'placed' };
    case 'refused':
    case 'refused-final':
      return { kind: 'refused', because: 'no', final: answer === 'refused-final' };
    case 'postponed':
      return { kind: 'postponed', because: 'later' };
    case 'unknown-done':
    case 'unknown-undone':
      return { kind: 'unknown', because: 'silence' };
    case 'hangs':
      await clock.sleep(seconds(35));
      return { kind: 'unknown', because: 'silence' };
    case 'throws-done':
    case 'throws-undone':
      throw new MishapError('It threw.');
  }
}
