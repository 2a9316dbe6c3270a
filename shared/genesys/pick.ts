/** Reads fields of what was sent into an object that always has the same ones. */
export function createPick<const K extends string>(...names: readonly K[]) {
  const wanted: ReadonlySet<string> = new Set(names);
  const isWanted = (name: string): name is K => wanted.has(name);
  const nothing = Object.fromEntries(names.map((name) => [name, undefined]));
  /**
   * Goes through what is there, once. Hardly two senders' objects have the same fields, and to ask one of them for a
   * field by its name then takes the engine several times as long.
   */
  return function pick<T extends object>(sent: T): Pick<T, K & keyof T> {
    const picked: Record<string, unknown> = { ...nothing };
    for (const name in sent) if (isWanted(name)) picked[name] = sent[name];
    // biome-ignore lint/nursery/noUnsafeTypeAssertion: every field comes from `sent` under its own name.
    return picked as Pick<T, K & keyof T>;
  };
}
