import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningStack, runStack } from '#test/e2e/running-stack.ts';
import { agent, aSubject, customer, inMs, message, post, report, sendToQueue } from '#test/e2e/target.ts';

const NUMBER = '+13175550177';
const NAME = 'Canary Quetzalcoatl';
const CANARIES = [NUMBER, NUMBER.slice(1), '5550177', NAME, 'Quetzalcoatl'];

let stack: RunningStack;
beforeAll(async () => {
  stack = await runStack({ env: { API_KEY: 'canary-api-key-7777' } });
});
afterAll(() => stack.remove());

const personal = {
  callbackNumbers: [NUMBER],
  callbackUserName: NAME,
  name: NAME,
  address: NUMBER,
  attributes: { [NAME]: NUMBER },
};

describe('a phone number and a name, sent through every path, failures included', () => {
  it('appear in no answer, no announcement, no log line and nothing that is printed', async () => {
    const said: string[] = [];
    const tell = async (body: unknown, headers?: Record<string, string>) => {
      said.push((await post(stack, body, headers)).text);
    };
    const subject = aSubject();
    const with_ = (facts: object) => message(subject, [customer(subject, { ...personal, ...facts })]);

    await tell(with_({ callbackScheduledTime: inMs(300) }));
    await tell(with_({ callbackScheduledTime: inMs(300) }), { 'x-api-key': NUMBER });
    await tell(with_({ callbackScheduledTime: NUMBER }));
    await tell(with_({ timeoutSeconds: NAME, state: { [NAME]: NUMBER } }));
    await tell(with_({ state: NAME, disconnectType: NUMBER, attributes: { [NAME]: 7 } }));
    await tell({ ...with_({}), topicName: `v2.${NAME}`, eventBody: NAME });
    await tell(`${JSON.stringify(with_({}))}${NAME}`);
    await tell([with_({ callbackScheduledTime: inMs(9000) }), { [NAME]: NUMBER }, NAME]);
    await tell({ conversationId: NUMBER, callbackNumbers: NUMBER, callbackUserName: [NAME] });
    await tell(
      message({ ...subject, conversationId: aSubject().conversationId }, [
        agent({ ...personal, timeoutSeconds: 1, connectedTime: inMs(-2000) }),
      ]),
    );
    await sendToQueue(stack, with_({ callbackScheduledTime: inMs(600) }));
    await sendToQueue(stack, { [NAME]: NUMBER });
    await sendToQueue(stack, NAME);
    await vi.waitUntil(async () => (await stack.events()).length > 0, { timeout: 15_000 });
    said.push(
      JSON.stringify(await report(stack, subject.conversationId)),
      JSON.stringify(await stack.events()),
    );

    await stack.kill('SIGTERM');
    said.push(stack.log());
    // The ready line shows the API key and a sample number on purpose: to whoever started the stack.
    const printed = stack
      .output()
      .split('\n')
      .filter((line) => !line.startsWith('curl') && !line.includes('API key'));
    said.push(...printed);
    const everything = said.join('\n');
    expect(everything.length).toBeGreaterThan(1000);
    for (const canary of [...CANARIES, 'canary-api-key']) expect(everything).not.toContain(canary);
  });
});
