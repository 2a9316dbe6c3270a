import type { AttributeValue } from '@aws-sdk/client-dynamodb';

const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');

/** One byte for every two significant digits, and one more; another one where it is negative. */
function numberSize(text: string): number {
  const digits = text.replace(/^-/, '').replace(/^0+|0+$/g, '').length;
  return Math.ceil(digits / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

const valueSize = ({ S, N, B }: AttributeValue) =>
  B?.length ?? (S === undefined ? numberSize(N!) : bytesOf(S));

/** What DynamoDB bills for an item of texts, bytes and numbers: names and texts in UTF-8, numbers by their digits. */
export const itemSize = (item: Record<string, AttributeValue>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + bytesOf(name) + valueSize(value), 0);
