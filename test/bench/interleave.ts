import { median, sum } from '#test/bench/statistics.ts';

/** Something to be measured. */
export interface Subject<Input> {
  /** Makes what it works on in one round; the time for it does not count. */
  readonly inputs: () => readonly Input[];
  readonly run: (input: Input) => unknown;
}

/** For each input, its milliseconds in every round. */
export type Times = readonly (readonly number[])[];

/**
 * Runs subjects in turn, input by input, round after round. So all of them find the same caches and the same machine; a
 * moment in which the machine did something else is one outlier among the rounds of one input.
 */
export async function interleave<Input>(
  subjects: readonly Subject<Input>[],
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<readonly Times[]> {
  const size = subjects[0]?.inputs().length ?? 0;
  const times = subjects.map(() => Array.from({ length: size }, (): number[] => []));
  for (let round = -warmUp; round < rounds; round++) {
    const inputs = subjects.map((subject) => subject.inputs());
    const order = round % 2 === 0 ? [...subjects.keys()] : [...subjects.keys()].reverse();
    for (let place = 0; place < size; place++) {
      for (const which of order) {
        const time = await timeOf(subjects[which]!, inputs[which]![place]!);
        if (round >= 0) times[which]![place]!.push(time);
      }
    }
  }
  return times;
}

async function timeOf<Input>({ run }: Subject<Input>, input: Input): Promise<number> {
  const startedAt = performance.now();
  const result = run(input);
  if (result instanceof Promise) await result;
  return performance.now() - startedAt;
}

/** The milliseconds that an input takes on average, each at the median of its rounds. */
export const typicalTime = (times: Times): number => sum(times.map(median)) / times.length;

/** How often `subject` takes the time of `floor`, in each of so many parts of the rounds. */
export function ratiosOf(subject: Times, floor: Times, parts: number): readonly number[] {
  const size = Math.floor((subject[0]?.length ?? 0) / parts);
  return Array.from({ length: parts }, (_, part) => {
    const timeIn = (times: Times) =>
      typicalTime(times.map((rounds) => rounds.slice(part * size, (part + 1) * size)));
    return timeIn(subject) / timeIn(floor);
  });
}

/** Texts that the engine has never seen, as each request brings one: it remembers hashes of texts it knows. */
export const freshTexts = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => Buffer.from(text).toString());
