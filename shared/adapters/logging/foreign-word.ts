/** Five digits in a row are in no code of AWS, Node or Genesys; they may be in a telephone number. */
const WORD = /^(?!.*\d{5})[\w.:#-]{1,80}$/;

/** Whether a word that somebody else chose may stand in a log line: a name or a code, and nothing personal. */
export const isForeignWord = (text: string): boolean => WORD.test(text);
