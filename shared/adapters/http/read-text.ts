/** Reads an answer's text; nothing of one that is longer than `limit` bytes. Rejects where the connection breaks. */
export async function readText(answer: Response, limit: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    // Leaving the loop cancels the rest.
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Lets go of an answer of which nothing is to be read. */
export function dropBody(answer: Response): void {
  answer.body?.cancel().catch(() => {});
}
