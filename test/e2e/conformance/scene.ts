import { createObserver, type Observer } from '#test/e2e/conformance/observer.ts';
import type { FlawName } from '#test/e2e/conformance/receiver/flaws.ts';
import { type RunningReceiver, runReceiver } from '#test/e2e/conformance/receiver/running-receiver.ts';
import { createSender, type Sender } from '#test/e2e/conformance/sender.ts';
import type { Stage } from '#test/e2e/conformance/stage.ts';

/** Who plays in a scenario: a sender, the receiver, AWS behind it, and the observer. */
export interface Scene {
  readonly stage: Stage;
  readonly observer: Observer;
  /** Sends to the receiver that runs now. */
  sender(): Sender;
  /** Sends to a second receiver, as functions have several instances. */
  anotherSender(): Promise<Sender>;
  killReceiver(): Promise<void>;
  /** Starts the receiver anew, after it was killed. */
  startReceiver(): Promise<void>;
  /** Everything that senders were answered and that receivers printed; and the signatures that were sent. */
  said(): { readonly texts: readonly string[]; readonly signatures: readonly string[] };
  close(): Promise<void>;
}

export async function openScene(stage: Stage, flaw?: FlawName): Promise<Scene> {
  const { secret, secretName } = stage.signing;
  const answers: string[] = [];
  const signatures: string[] = [];
  const receivers: RunningReceiver[] = [];
  const senderTo = async (): Promise<Sender> => {
    const receiver = await runReceiver({ awsEndpoint: stage.aws.url, signingSecretName: secretName, flaw });
    receivers.push(receiver);
    return createSender({
      url: receiver.url,
      secret,
      hear: (ending, { headers }) => {
        if (ending.kind === 'answered') answers.push(ending.said);
        signatures.push(headers['webhook-signature'] ?? '');
      },
    });
  };
  const killAll = async () => void (await Promise.all(receivers.map((receiver) => receiver.kill())));
  let sender = await senderTo();
  return {
    stage,
    observer: createObserver(stage),
    sender: () => sender,
    anotherSender: senderTo,
    killReceiver: killAll,
    async startReceiver() {
      sender = await senderTo();
    },
    said: () => ({ texts: [...answers, ...receivers.map(({ output }) => output())], signatures }),
    close: killAll,
  };
}
