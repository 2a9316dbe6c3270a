/**
 * Works on items of one lane one after another, and on different lanes side by side.
 *
 * A failure stops its lane, so that the items behind it are not recorded before it when all of them are
 * sent again. Rejects once every lane has come to its end.
 */
export async function mapInLanes<Item, Result>(
  items: readonly Item[],
  laneOf: (item: Item) => string | undefined,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const ends = new Map<string | undefined, Promise<unknown>>();
  const results = items.map((item) => {
    const lane = laneOf(item);
    const before = lane === undefined ? undefined : ends.get(lane);
    const result = Promise.resolve(before).then(() => work(item));
    ends.set(lane, result);
    return result;
  });
  await Promise.allSettled(results);
  return Promise.all(results);
}
