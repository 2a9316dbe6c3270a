import { AwsError } from '#local/aws/aws-error.ts';

/** Runs a batch, entry by entry. One bad entry fails alone, inside a 200. */
export function perEntry<E extends { Id: string }>(entries: readonly E[], run: (entry: E) => object) {
  checkBatch(entries);
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code === 'QueueDoesNotExist') throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, ...(Failed.length > 0 && { Failed }) };
}

function checkBatch(entries: readonly { Id: string }[]): void {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'There are no entries in the batch.');
  if (entries.length > 10) throw new AwsError('TooManyEntriesInBatchRequest', 'At most 10 entries.');
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two entries of the batch have the same id.');
  }
}
