/** What can befall the receiver's calls to AWS, in words of the scenarios. */
import type { Callback } from '#test/e2e/conformance/callbacks.ts';
import type { AwsCall, InterposedAws, Intervene } from '#test/e2e/conformance/interposed-aws.ts';

export type Calls = (call: AwsCall) => boolean;

const callsOf =
  (operation: string, text: string): Calls =>
  (call) =>
    call.operation === operation && call.body.includes(text);

export const savesOf = ({ conversationId }: Callback) => callsOf('PutItem', conversationId);
export const loadsOf = ({ conversationId }: Callback) => callsOf('GetItem', conversationId);
export const timersOf = ({ conversationId }: Callback) => callsOf('SendMessageBatch', conversationId);
/** What lies in quarantine is compressed, so that nobody sees whose it is. */
export const quarantining = callsOf('SendMessage', '');
export const readsOfSecrets = callsOf('GetSecretValue', '');

/** AWS fails, and has done nothing. */
export const fails: Intervene = async (_, { fail }) => fail();

/** AWS does it, but the answer never arrives. */
export const answerIsLost: Intervene = async (_, { pass, cut }) => {
  await pass();
  cut();
};

/** Befalls the first of the calls in every try that the SDK makes; calls like it that come later pass. */
export function befallFirst(aws: InterposedAws, calls: Calls, intervene: Intervene): void {
  let first: string | undefined;
  const isFirst: Calls = (call) => calls(call) && call.invocation === (first ?? call.invocation);
  aws.intervene(isFirst, (call, intervention) => {
    first = call.invocation;
    return intervene(call, intervention);
  });
}

/** A call that is under way for as long as the scenario wants. */
export interface HeldCall {
  /** Resolves once the call is there. */
  readonly reached: Promise<void>;
  /** Lets it go on; resolves once it took effect. */
  release(): Promise<void>;
}

/** Holds the first of the calls, before or after it takes effect. */
export function holdFirst(aws: InterposedAws, calls: Calls, when: 'before' | 'after'): HeldCall {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const ends: Promise<void>[] = [];
  befallFirst(aws, calls, (_, { pass }) => {
    const goOn = async () => {
      const giveBack = when === 'after' ? await pass() : undefined;
      reached.resolve();
      await released.promise;
      (giveBack ?? (await pass()))();
    };
    const end = goOn();
    ends.push(end);
    return end;
  });
  return {
    reached: reached.promise,
    async release() {
      released.resolve();
      await Promise.allSettled(ends);
    },
  };
}
