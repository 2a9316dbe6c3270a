import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const ignore = () => {};

/** Puts the time in front of the fields of each JSON line. */
export function withTime(chunk: string | Uint8Array, now: Date): string {
  const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
  return text.replace(/^\{(?=")/gm, `{"time":"${now.toISOString()}",`);
}

export interface FunctionOutput {
  /** Writes to the terminal. */
  print(line: string): void;
  /** Gives standard output back, once all lines are written. */
  close(): Promise<void>;
}

/**
 * Keeps what the functions print in `file`, as Lambda keeps it in CloudWatch, and the terminal free for people.
 *
 * CloudWatch knows when it got a line; here the line itself has to tell.
 */
export function keepFunctionOutput(file: string): FunctionOutput {
  const log = createWriteStream(file, { flags: 'a', mode: 0o600 });
  log.on('error', () => console.error(`The log ${file} cannot be written.`));
  const write = process.stdout.write;
  process.stdout.write = (chunk: string | Uint8Array) => log.write(withTime(chunk, new Date()));
  // Whoever read the terminal may go away, as in `npm start | head`.
  process.stdout.on('error', ignore);
  return {
    print: (line) => void write.call(process.stdout, `${line}\n`),
    async close() {
      process.stdout.write = write;
      process.stdout.off('error', ignore);
      log.end();
      // A log that cannot be written was told of already.
      await finished(log).catch(() => {});
    },
  };
}
