/** The five functions in this process, with their own clients, in front of an AWS that does what a test wants. */
import { randomUUID } from 'node:crypto';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type AwsEndpoint, startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { useLocalAws } from '#local/aws-environment.ts';
import { ensureSecret } from '#local/ensure-secret.ts';
import { createFunctions } from '#local/functions.ts';
import { lambdaContext } from '#local/lambda-context.ts';
import { CUSTOMERS_SECRET, PARAMETER_PATH, type Provisioned, provision } from '#local/provision.ts';
import type { PlacersConfig } from '#shared/config/placers.ts';
import { HEADERS, NUMBER, SECRET, TEXT } from '#test/integration/privacy/canaries.ts';
import { type Answering, type Passing, startProxy } from '#test/integration/privacy/start-proxy.ts';
import { httpEvent, sqsEvent } from '#test/unit/lambdas/fakes.ts';

export type Functions = ReturnType<typeof createFunctions>;

export interface ProgramOptions {
  /** SSM parameters by what follows the path. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Beside the API key and the key of the customers' hashes. */
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface Program {
  readonly aws: AwsEndpoint;
  /** Functions of their own, for whom nothing goes wrong with AWS. */
  functionsFor(placers: PlacersConfig): Functions;
  /** Functions for whom AWS answers as `answering` says, and all that they ask of it. One such set at a time. */
  troubledFunctions(
    placers: PlacersConfig,
    answering: Answering,
  ): Promise<{ functions: Functions; passed: readonly Passing[] }>;
  /** Changes parameters, for functions that are made from now on. */
  putParameters(parameters: ProgramOptions['parameters']): Promise<void>;
  close(): Promise<void>;
}

/** What every execution environment has in its variables. */
const CREDENTIALS = {
  AWS_SECRET_ACCESS_KEY: SECRET.awsSecretKey,
  AWS_SESSION_TOKEN: SECRET.awsSessionToken,
};

/** Starts AWS's stand-in, with the canaries as its secrets. */
export async function startProgram({ parameters, secrets = {} }: ProgramOptions): Promise<Program> {
  const aws = await startAwsEndpoint();
  const closing: (() => Promise<void>)[] = [() => aws.close()];
  const useAws = (url: string) => {
    useLocalAws(url);
    Object.assign(process.env, CREDENTIALS);
  };
  useAws(aws.url);
  await ensureSecret(CUSTOMERS_SECRET, SECRET.customersKey);
  const provisioned = await provision(SECRET.apiKey);
  for (const [name, value] of Object.entries(secrets)) await ensureSecret(name, value);
  await putParameters(parameters);
  return {
    aws,
    putParameters,
    functionsFor: (placers) => createFunctions(provisioned, placers),
    async troubledFunctions(placers, answering) {
      const proxy = await startProxy(aws.url, answering);
      closing.unshift(proxy.close);
      // Clients read the address at their first call: those of one set at a time.
      useAws(proxy.url);
      const functions = createFunctions({ ...provisioned, queueUrls: queuesAt(proxy.url) }, placers);
      return { functions, passed: proxy.passed };
    },
    close: async () => {
      for (const close of closing) await close();
    },
  };
}

/** A client of SQS goes to the address of its queue. */
const queuesAt = (url: string): Provisioned['queueUrls'] => {
  const at = (name: string) => `${url}/000000000000/${name}`;
  return { timers: at('timers'), notifications: at('notifications'), quarantine: at('quarantine') };
};

async function putParameters(parameters: ProgramOptions['parameters']): Promise<void> {
  const ssm = new SSMClient();
  for (const [name, Value] of Object.entries(parameters)) {
    const Name = `${PARAMETER_PATH}/${name}`;
    await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
  }
  ssm.destroy();
}

export const contextOf = (name: string) => lambdaContext(name, 30_000);

/** A request with everything that proves who sends it, and more of that than anybody asked for. */
export const request = (path: string, body: string) =>
  httpEvent({ path, body, headers: { ...HEADERS, 'x-api-key': SECRET.apiKey } });

/** A message of the timers queue for one conversation's look, so many milliseconds from now. */
export const timerIn = (conversationId: string, milliseconds = 0) =>
  sqsEvent(JSON.stringify({ timers: [{ conversationId, at: Date.now() + milliseconds }] }));

/** A body of a callback that is due now, for the automation that takes this config id. */
export const dueBody = (
  conversationId: string,
  automatedCallbackConfigId: string,
  ...others: readonly object[]
) => ({
  id: conversationId,
  participants: [
    {
      id: randomUUID(),
      purpose: 'customer',
      state: 'scheduled',
      initialState: 'scheduled',
      callbackNumbers: [NUMBER.spaced],
      callbackUserName: TEXT.customer,
      callbackScheduledTime: new Date().toISOString(),
      automatedCallbackConfigId,
      name: TEXT.contact,
      address: NUMBER.tel,
      attributes: { [TEXT.note]: TEXT.email },
    },
    ...others,
  ],
});
