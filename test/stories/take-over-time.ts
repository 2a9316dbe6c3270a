import { durationMs, plus } from '#shared/domain/time.ts';
import type { VirtualTime } from '#test/stories/virtual-time.ts';

/** Has libraries that read the wall clock, and time-outs of requests, follow virtual time. Answers how to undo it. */
export function takeOverTime(time: VirtualTime): () => void {
  const [dateNow, timeout] = [Date.now, AbortSignal.timeout];
  Date.now = () => time.now();
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    time.at(plus(time.now(), durationMs(ms)), () => {
      time.stir();
      controller.abort(new DOMException('The operation timed out.', 'TimeoutError'));
    });
    return controller.signal;
  };
  return () => {
    Date.now = dateNow;
    AbortSignal.timeout = timeout;
  };
}
