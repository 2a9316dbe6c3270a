/** Takes away from something that fails whatever it fails without. */
export async function shrink<T>(
  failing: T,
  /** What is a little less of it. */
  lesser: (one: T) => Iterable<T>,
  fails: (one: T) => Promise<boolean>,
): Promise<T> {
  for (const one of lesser(failing)) {
    if (JSON.stringify(one) !== JSON.stringify(failing) && (await fails(one))) {
      return shrink(one, lesser, fails);
    }
  }
  return failing;
}
