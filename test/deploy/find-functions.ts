import { type FunctionConfiguration, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';

/** The functions of a stack that the tests look at, told by what their environment variables lead to. */
export interface Functions {
  readonly ingest: FunctionConfiguration;
  readonly query: FunctionConfiguration;
}

export async function findFunctions(table: string): Promise<Functions> {
  const lambda = new LambdaClient({});
  const { Functions: all = [] } = await lambda.send(new ListFunctionsCommand({}));
  lambda.destroy();
  const ours = all.filter((one) => variable(one, 'TABLE_NAME') === table);
  const find = (is: (one: FunctionConfiguration) => boolean) => {
    const found = ours.find(is);
    if (found === undefined) throw new Error('The stack has not the functions that it should have.');
    return found;
  };
  return {
    ingest: find((one) => variable(one, 'QUARANTINE_QUEUE_URL') !== ''),
    query: find((one) => variable(one, 'TIMERS_QUEUE_URL') === ''),
  };
}

/** An environment variable; empty where there is none. */
export const variable = ({ Environment }: FunctionConfiguration, name: string): string =>
  Environment?.Variables?.[name] ?? '';
