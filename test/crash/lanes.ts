/** Makes what runs so many at a time, first come, first served. */
export function createLanes(atOnce: number) {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async <T>(run: () => Promise<T>): Promise<T> => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    return run().finally(() => {
      const next = waiting.shift();
      if (next) next();
      else free++;
    });
  };
}
