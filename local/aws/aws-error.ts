/** A refusal, in the words in which AWS would refuse. */
export class AwsError extends Error {
  override name = 'AwsError';
  readonly code: string;
  readonly statusCode: number;

  constructor(code: string, message: string, statusCode = 400) {
    super(message);
    this.code = code;
    this.statusCode = statusCode;
  }
}

/** Refuses what this stand-in has not got, although AWS may have it. */
export class UnsupportedError extends AwsError {
  override name = 'UnsupportedError';

  constructor(what: string) {
    super('UnknownOperationException', `The local stand-in does not support ${what}.`, 501);
  }
}
