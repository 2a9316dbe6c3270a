/** Keeps bodies that were refused, whole, so that they can be replayed after a fix. */
export interface Quarantine {
  keep(body: string): Promise<void>;
}
