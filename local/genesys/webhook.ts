import { setTimeout as sleep } from 'node:timers/promises';
import type { Notification } from '#local/genesys/notifications.ts';

export interface Receiver {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Webhook {
  /** Delivers, a conversation's notifications one after another. */
  send(notification: Notification): void;
  /** Gives up what is not delivered yet. */
  stop(): void;
}

const TRIES = 20;
const PAUSE_MS = 500;

/** Delivers notifications as an API destination does: again and again where the receiver fails or cannot be reached. */
export function createWebhook(receiver: () => Receiver): Webhook {
  const stopping = new AbortController();
  const { signal } = stopping;
  const lines = new Map<string, Promise<void>>();

  const isTaken = async (body: string): Promise<boolean> => {
    const { url, headers } = receiver();
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        signal,
      });
      await response.arrayBuffer();
      return response.status < 500 && response.status !== 429;
    } catch {
      return false;
    }
  };
  const deliver = async (body: string) => {
    for (let time = 0; time < TRIES && !signal.aborted; time += 1) {
      if (await isTaken(body)) return;
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  };
  return {
    send(notification) {
      const { detail } = notification;
      const line = conversationIn(detail.eventBody);
      const delivered = (lines.get(line) ?? Promise.resolve()).then(() =>
        deliver(JSON.stringify(notification)),
      );
      lines.set(line, delivered);
      void delivered.finally(() => {
        if (lines.get(line) === delivered) lines.delete(line);
      });
    },
    stop: () => stopping.abort(),
  };
}

function conversationIn(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  if ('conversationId' in body) return String(body.conversationId);
  return 'id' in body ? String(body.id) : '';
}
