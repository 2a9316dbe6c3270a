import { readFileSync } from 'node:fs';
import { StartError } from '#local/start-error.ts';

/** Reads a file of JSON; says in one sentence why it cannot. */
export function readPayload(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's message quotes the file.
    throw new StartError(`${file} is not JSON.`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new StartError(`There is no file ${file}.`);
    if (code === 'EISDIR') throw new StartError(`${file} is a folder: name one of the files in it.`);
    throw new StartError(`${file} cannot be read (${code}).`);
  }
}
