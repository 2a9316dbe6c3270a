import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

export interface FunctionOutput {
  /** Writes to the terminal. */
  print(line: string): void;
  /** Gives standard output back, once all lines are written. */
  close(): Promise<void>;
}

/** Keeps what the functions print in `file`, as Lambda keeps it in CloudWatch, and the terminal free for people. */
export function keepFunctionOutput(file: string): FunctionOutput {
  const log = createWriteStream(file, { flags: 'a', mode: 0o600 });
  log.on('error', () => console.error(`The log ${file} cannot be written.`));
  const write = process.stdout.write;
  process.stdout.write = (chunk: string | Uint8Array) => log.write(chunk);
  return {
    print: (line) => void write.call(process.stdout, `${line}\n`),
    async close() {
      process.stdout.write = write;
      log.end();
      // A log that cannot be written was told of already.
      await finished(log).catch(() => {});
    },
  };
}
