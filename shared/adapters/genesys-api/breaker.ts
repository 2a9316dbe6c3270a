import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
} from 'cockatiel';
import { seconds } from '#shared/domain/time.ts';

/** Runs what it is given, which must not reject; or answers `undefined` without running it, while it is open. */
export type Breaker<T> = (run: () => Promise<T>) => Promise<T | undefined>;

export interface BreakerOptions<T> {
  readonly isFailure: (result: T) => boolean;
  readonly onOpen: () => void;
}

const MOST_FAILURES = 5;
const OPEN_FOR = seconds(30);

/** Opens for 30 s after 5 failures in a row; then one trial decides. Whoever comes during the trial is turned away. */
export function createBreaker<T>({ isFailure, onOpen }: BreakerOptions<T>): Breaker<T> {
  const policy = circuitBreaker(handleWhenResult(hasFailed), {
    breaker: new ConsecutiveBreaker(MOST_FAILURES),
    halfOpenAfter: OPEN_FOR,
  });
  policy.onBreak(onOpen);
  return async (run) => {
    // The library would let the others wait for the trial; they have no time for that.
    if (policy.state === CircuitState.HalfOpen) return undefined;
    try {
      const { result } = await policy.execute(async () => {
        const result = await run();
        return { result, failed: isFailure(result) };
      });
      return result;
    } catch (error) {
      if (error instanceof BrokenCircuitError) return undefined;
      throw error;
    }
  };
}

const hasFailed = (ran: unknown) =>
  typeof ran === 'object' && ran !== null && 'failed' in ran && ran.failed === true;
