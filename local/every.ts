/** Runs `work` again and again, `intervalMs` apart and never twice at a time. `stop` resolves when the last run is over. */
export function every(intervalMs: number, work: () => Promise<unknown>): { stop(): Promise<void> } {
  let running = Promise.resolve();
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    // A failure is the function's own to log; the next run comes anyway.
    running = work()
      .catch(() => {})
      .then(() => {
        isRunning = false;
      });
  }, intervalMs);
  return {
    stop() {
      clearInterval(timer);
      return running;
    },
  };
}
