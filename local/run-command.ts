import { StartError } from '#local/start-error.ts';

/** Runs a command of the terminal: a `StartError` is one sentence, anything else is a fault of ours and shown whole. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof StartError ? error.message : error);
    process.exitCode = 1;
  }
}

/** Node's own words for a wrong option, without its advice; then how it is used. */
export function usageError(error: unknown, usage: string): StartError {
  const what = error instanceof Error ? error.message : String(error);
  return new StartError(`${what.split(/[.?] /)[0]?.replace(/\.$/, '')}.\n\n${usage}`);
}
