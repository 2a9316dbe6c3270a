import { readdirSync, readFileSync } from 'node:fs';

const FOLDERS = ['../../fixtures/payloads/', '../../../local/samples/'];

/** Every payload that the tests and the local stack have, as it arrives. */
export const FIXTURES: readonly Buffer[] = FOLDERS.flatMap((folder) => {
  const place = new URL(folder, import.meta.url);
  return readdirSync(place)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => readFileSync(new URL(name, place)));
});
