import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** Small JSON documents by name. A name may have several parts, separated by slashes. */
export interface Documents {
  names(): readonly string[];
  /** `undefined` where there is none; throws where a file cannot be read as JSON. */
  read(name: string): unknown;
  /** As `read`, but the text as it is. */
  readText(name: string): string | undefined;
  write(name: string, document: unknown): void;
  remove(name: string): void;
}

/** Keeps documents as readable files under `directory`, or in memory where none is given. */
export function openDocuments(directory: string | undefined): Documents {
  return directory === undefined ? documentsInMemory() : documentsInFiles(directory);
}

function documentsInMemory(): Documents {
  const texts = new Map<string, string>();
  return {
    names: () => [...texts.keys()].sort(),
    read(name) {
      const text = texts.get(name);
      return text === undefined ? undefined : JSON.parse(text);
    },
    readText: (name) => texts.get(name),
    write: (name, document) => void texts.set(name, JSON.stringify(document)),
    remove: (name) => void texts.delete(name),
  };
}

function documentsInFiles(directory: string): Documents {
  // Read at every call, so that an edit by hand counts at once.
  const fileOf = (name: string) => join(directory, ...name.split('/')).concat('.json');
  return {
    names: () => filesUnder(directory).sort(),
    read: (name) => readJson(fileOf(name)),
    readText: (name) => unlessMissing(() => readFileSync(fileOf(name), 'utf8')),
    write(name, document) {
      const file = fileOf(name);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      // Renaming is atomic: a killed process leaves the old document or the new one, never half of it.
      const draft = `${file}.${process.pid}.tmp`;
      writeFileSync(draft, `${JSON.stringify(document, undefined, 2)}\n`, { mode: 0o600 });
      renameSync(draft, file);
    },
    remove: (name) => rmSync(fileOf(name), { force: true }),
  };
}

function filesUnder(directory: string): string[] {
  const found = unlessMissing(() => readdirSync(directory, { recursive: true, encoding: 'utf8' })) ?? [];
  return found
    .filter((path) => path.endsWith('.json'))
    .map((path) => path.slice(0, -'.json'.length).split(sep).join('/'));
}

function readJson(file: string): unknown {
  const text = unlessMissing(() => readFileSync(file, 'utf8'));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    throw new Error(`${file} is not JSON`);
  }
}

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
