import type { Observation } from '#shared/domain/observation.ts';
import type { ParsedNotification } from '#shared/genesys/parse-notification.ts';
import { type Input, textOf, type Violation } from '#test/fuzz/input.ts';
import { judgeAnswer, type Way } from '#test/fuzz/properties/answering.ts';
import { judgeEffort } from '#test/fuzz/properties/effort.ts';
import { judgeParsing } from '#test/fuzz/properties/parsing.ts';
import { judgeRecording } from '#test/fuzz/properties/recording.ts';
import { elementsOf, type Subject } from '#test/fuzz/subject.ts';

/** Where an error was thrown: its kind and the first place of ours, never its message, which may quote the input. */
function thrown(what: string, error: unknown): Violation {
  const stack = error instanceof Error ? (error.stack ?? '') : String(error);
  const place = stack.split('\n').find((line) => line.includes('/shared/') || line.includes('/lambdas/'));
  return {
    what: `${what} throws ${error instanceof Error ? error.name : 'no error'}`,
    detail: place?.trim() ?? stack,
  };
}

/** How closely a body is looked at: counting the work costs as much as the rest, and the whole way five times as much. */
export interface Scrutiny {
  readonly effort: boolean;
  readonly way: Way | undefined;
}

/** Every promise about a body that is broken, from the reading of it to what the automation does with its news. */
export async function judge(
  input: Input,
  subject: Subject,
  { effort, way }: Scrutiny = EVERYTHING,
): Promise<readonly Violation[]> {
  let stage = 'the parser';
  try {
    const { parsed, violations } = judgeParsing(input, subject);
    if (violations.length > 0) return violations;
    const spent = effort ? judgeEffort(textOf(input.bytes), subject, input.pathId) : [];
    if (spent.length > 0) return spent;
    stage = 'what stores and reports a conversation';
    const stored = judgeRecording(observationsIn(parsed));
    if (stored.length > 0 || way === undefined) return stored;
    stage = 'ingest or the automation';
    return await judgeAnswer(input, subject, way);
  } catch (error) {
    return [thrown(stage, error)];
  }
}

const EVERYTHING: Scrutiny = { effort: true, way: 'as text' };

const observationsIn = (parsed: ParsedNotification): readonly Observation[] =>
  elementsOf(parsed).flatMap((element) => (element.kind === 'observed' ? [element.observation] : []));
