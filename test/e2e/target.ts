/** A stack that runs somewhere, and how the flow suite talks to it. */
import { randomUUID } from 'node:crypto';
import {
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { ConversationReport } from '#shared/use-cases/conversation-report.ts';

export interface Target {
  readonly url: string;
  readonly apiKey: string;
  readonly sqs: SQSClient;
  queueUrl(name: 'timers' | 'notifications' | 'quarantine'): string;
  /** How many requests the machine can serve at once. Default: 50. */
  readonly atOnce?: number;
  /** What an operator's GET of `url` has to carry. Default: the API key, as on the local stack. */
  operatorHeaders?(url: string): Promise<Record<string, string>>;
  events(): Promise<readonly BusEvent[]>;
}

export interface BusEvent {
  readonly time: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail where it isn't there
  readonly json: any;
}

export async function post(
  target: Target,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${target.url}/notifications`, {
    method: 'POST',
    headers: { 'x-api-key': target.apiKey, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: text && JSON.parse(text) };
}

/** Asks for the state of a conversation, as an operator does. */
export async function getState(target: Target, conversationId: string): Promise<Response> {
  const url = `${target.url}/conversations/${conversationId}`;
  const headers = (await target.operatorHeaders?.(url)) ?? { 'x-api-key': target.apiKey };
  return fetch(url, { headers });
}

export async function report(target: Target, conversationId: string): Promise<ConversationReport> {
  const response = await getState(target, conversationId);
  if (response.status !== 200) throw new Error(`GET state answered ${response.status}.`);
  return (await response.json()) as ConversationReport;
}

/** The announcements of one conversation so far. */
export async function eventsOf(target: Target, conversationId: string): Promise<readonly BusEvent[]> {
  return (await target.events()).filter(({ detail }) => detail['conversationId'] === conversationId);
}

/** Loses every timer message that is in the queue now. */
export const loseTimers = (target: Target) =>
  target.sqs.send(new PurgeQueueCommand({ QueueUrl: target.queueUrl('timers') }));

export const sendToQueue = (target: Target, body: unknown) =>
  target.sqs.send(
    new SendMessageCommand({ QueueUrl: target.queueUrl('notifications'), MessageBody: JSON.stringify(body) }),
  );

/** Everything that lies in quarantine; it stays there. */
export async function quarantined(target: Target): Promise<readonly Message[]> {
  const found: Message[] = [];
  for (;;) {
    const { Messages = [] } = await target.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: target.queueUrl('quarantine'),
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 2,
      }),
    );
    if (Messages.length === 0) return found;
    found.push(...Messages);
  }
}

export const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Facts about a callback that every body of a test shares. */
export interface Subject {
  readonly conversationId: string;
  readonly participantId: string;
}

export const aSubject = (): Subject => ({ conversationId: randomUUID(), participantId: randomUUID() });

const QUEUE = '00b109cf-1123-4591-a53c-c534b17e5268';

/** A customer's participant in a media topic, waiting, with a config id that takes the default automation. */
export const customer = ({ participantId }: Subject, facts: object = {}) => ({
  id: participantId,
  purpose: 'customer',
  state: 'scheduled',
  initialState: 'scheduled',
  direction: 'outbound',
  queue: { id: QUEUE, name: 'Callbacks' },
  callbackNumbers: ['+13175550123'],
  callbackUserName: 'Alex Example',
  timeoutSeconds: 0,
  automatedCallbackConfigId: '9d2f0a4e-5b1c-4a7e-8f63-1c0d9b7a6e55',
  ...facts,
});

export const agent = (facts: object = {}) => ({
  id: randomUUID(),
  purpose: 'agent',
  state: 'connected',
  initialState: 'alerting',
  user: { id: 'cd5078be-17d0-44d5-b5d0-2e11b9f77b2c' },
  queue: { id: QUEUE },
  ...facts,
});

/** A stamped message of the queue's callback topic. */
export const message = (
  { conversationId }: Subject,
  participants: readonly object[],
  stampedAt = Date.now(),
) => ({
  topicName: `v2.routing.queues.${QUEUE}.conversations.callbacks`,
  version: '2',
  eventBody: { id: conversationId, participants },
  metadata: { CorrelationId: randomUUID() },
  timestamp: new Date(stampedAt).toISOString(),
});

/** The instant so many milliseconds from now, as Genesys writes it. */
export const inMs = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
