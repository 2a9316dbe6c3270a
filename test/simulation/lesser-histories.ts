import type { CallbackHistory, History } from '#test/simulation/history.ts';
import { CALM } from '#test/simulation/tell-history.ts';

/** Histories with one thing less. */
export function* lesserHistories(history: History): Generator<History> {
  for (const [name, value] of Object.entries({ ...CALM, ...QUIET })) yield { ...history, [name]: value };
  const { operator: _, ...alone } = history;
  yield alone;
  for (const name of LISTS) {
    if (name === 'callbacks' && history.callbacks.length === 1) continue;
    for (let at = 0; at < history[name].length; at++)
      yield { ...history, [name]: history[name].toSpliced(at, 1) };
  }
  for (const [at, callback] of history.callbacks.entries()) {
    for (const one of lesserCallbacks(callback)) {
      yield { ...history, callbacks: history.callbacks.with(at, one) };
    }
  }
  for (const [name, value] of Object.entries(CALM.wire)) {
    yield { ...history, wire: { ...history.wire, [name]: value } };
  }
  for (const [name, value] of Object.entries(CALM.queue)) {
    yield { ...history, queue: { ...history.queue, [name]: value } };
  }
  for (const [name, value] of Object.entries(CALM.sweeps)) {
    yield { ...history, sweeps: { ...history.sweeps, [name]: value } };
  }
}

function* lesserCallbacks(callback: CallbackHistory): Generator<CallbackHistory> {
  for (let at = 0; at < callback.acts.length; at++) {
    yield { ...callback, acts: callback.acts.toSpliced(at, 1) };
  }
  yield { ...callback, timeout: 0 };
}

const LISTS = ['callbacks', 'faults', 'outages', 'pauses', 'topics'] as const;

const QUIET: Partial<History> = {
  clocksApart: 0,
  lag: 0,
  agentsTellTime: true,
  latency: 1,
  maxLateness: 14_400,
  maxAttempts: 5,
  requestsPerMinute: 270,
};
