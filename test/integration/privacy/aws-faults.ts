/** What AWS may answer instead of doing what it is asked for; every word that it can, it takes from the request. */
import { type Passing, quoteOf, type Reply } from '#test/integration/privacy/start-proxy.ts';

/** The operations that the functions ask AWS for. */
export const OPERATIONS = [
  'DynamoDB_20120810.GetItem',
  'DynamoDB_20120810.PutItem',
  'DynamoDB_20120810.Query',
  'AmazonSQS.SendMessage',
  'AmazonSQS.SendMessageBatch',
  'AWSEvents.PutEvents',
  'AmazonSSM.GetParametersByPath',
  'secretsmanager.GetSecretValue',
  'Lambda.Invoke',
] as const;
export type Operation = (typeof OPERATIONS)[number];

export const operationOf = ({ url, headers }: Passing): string =>
  /\/invocations$/.test(url) ? 'Lambda.Invoke' : (headers['x-amz-target'] ?? '');

export type AwsFault = (passing: Passing, forward: () => Promise<Reply>) => Promise<Reply | undefined>;

/** An error that quotes the request in its message, and shows the item as DynamoDB does where it is asked to. */
const refusing =
  (status: number, code: string): AwsFault =>
  async (passing) => {
    const quote = quoteOf(passing);
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code, 'x-quoted': 'yes' },
      body: JSON.stringify({
        __type: `com.amazonaws#${code}`,
        message: quote,
        Message: quote,
        Reason: quote,
        Item: { state: { S: quote } },
        CancellationReasons: [{ Code: code, Message: quote, Item: { state: { S: quote } } }],
      }),
    };
  };

/** The entries of a batch that AWS did not take, inside a success. */
const partial: AwsFault = async (passing, forward) => {
  const quote = quoteOf(passing);
  const { Entries = [] } = JSON.parse(passing.body);
  const failed = { SenderFault: false, Code: quote, Message: quote };
  const body = Array.isArray(Entries)
    ? {
        FailedEntryCount: Entries.length,
        Entries: Entries.map(() => ({ ErrorCode: quote, ErrorMessage: quote })),
        Successful: [],
        Failed: Entries.map(({ Id = '' }) => ({ Id, ...failed })),
      }
    : {};
  return Entries.length === 0
    ? forward()
    : { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
};

export const AWS_FAULTS: Readonly<Record<string, AwsFault>> = {
  'ConditionalCheckFailedException with the item': refusing(400, 'ConditionalCheckFailedException'),
  'ValidationException with the value': refusing(400, 'ValidationException'),
  AccessDeniedException: refusing(400, 'AccessDeniedException'),
  'InvalidSignatureException with the canonical request': refusing(403, 'InvalidSignatureException'),
  ThrottlingException: refusing(400, 'ThrottlingException'),
  InternalServerError: refusing(500, 'InternalServerError'),
  'an error with a page of a proxy': async (passing) => ({
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: `<html>${quoteOf(passing)}</html>`,
  }),
  'a success that is no JSON': async (passing, forward) => {
    const { headers, body } = await forward();
    return { status: 200, headers, body: `${body.slice(0, -2)}${quoteOf(passing)}` };
  },
  'a success that is other JSON': async (passing, forward) => {
    const { headers } = await forward();
    const body = [quoteOf(passing), { Item: quoteOf(passing) }];
    return { status: 200, headers, body: JSON.stringify({ Item: body, Parameters: body, Entries: body }) };
  },
  'entries that were not taken': partial,
  'a connection that breaks': async () => undefined,
  // Until who asked gives up.
  silence: () => new Promise(() => {}),
};
