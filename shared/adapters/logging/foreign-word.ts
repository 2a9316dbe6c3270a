/** Six digits, however grouped, are in a telephone number; of codes, only in DynamoDB's, where the SDK drops them. */
const WORD = /^(?!(?:\D*\d){6})[\w.:#-]{1,80}$/;

/** Whether a word that somebody else chose may stand in a log line: a name or a code, and no number of anybody. */
export const isForeignWord = (text: string): boolean => WORD.test(text);
