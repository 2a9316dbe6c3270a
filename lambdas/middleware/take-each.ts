import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/** Works on all messages of a batch at once; those whose work failed, and only those, are delivered again. */
export async function takeEach(
  { Records: messages }: SQSEvent,
  work: (message: SQSRecord) => Promise<void>,
  onFailure: (error: unknown, message: SQSRecord) => void,
): Promise<SQSBatchResponse> {
  const take = async (message: SQSRecord): Promise<readonly SQSBatchItemFailure[]> => {
    try {
      await work(message);
      return [];
    } catch (error) {
      onFailure(error, message);
      return [{ itemIdentifier: message.messageId }];
    }
  };
  const failures = await Promise.all(messages.map(take));
  return { batchItemFailures: failures.flat() };
}
