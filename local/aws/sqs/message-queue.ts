import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Documents } from '#local/aws/documents.ts';

/** A message as its queue keeps it. Instants are epoch milliseconds. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly receives: number;
  readonly firstReceivedAt?: number;
  /** Of the last receive; older ones no longer delete the message. */
  readonly receiptHandle?: string;
}

export interface QueueOptions {
  readonly visibilityTimeoutMs: number;
  readonly redrive?: {
    readonly maxReceiveCount: number;
    readonly accept: (message: { id: string; body: string; sentAt: number }) => void;
  };
  /** Where messages are kept as well, so that they survive a restart. */
  readonly documents?: Documents;
}

const StoredSchema = v.object({ body: v.string(), sentAt: v.number(), visibleAt: v.number() });

/**
 * One queue: delays, visibility time-outs, redrive.
 *
 * A message in flight stays in the queue, invisible until its time-out, as on SQS. After a restart what was in
 * flight is visible at once, because whoever had received it is gone.
 */
export class MessageQueue {
  private readonly messages = new Map<string, QueuedMessage>();
  private readonly options: QueueOptions;
  private losing = 0;
  private wake: () => void = () => {};
  private changed: Promise<void> = Promise.resolve();

  constructor(options: QueueOptions) {
    this.options = options;
    this.armWake();
    for (const id of options.documents?.names() ?? []) {
      const stored = v.safeParse(StoredSchema, options.documents?.read(id));
      if (!stored.success) throw new Error(`the file of message ${id} has not got the expected fields`);
      this.messages.set(id, { id, ...stored.output, receives: 0 });
    }
  }

  /** Takes a message, durably where the queue is durable; answers its id. */
  send(body: string, delayMs: number, moved?: { id: string; sentAt: number }): string {
    const id = moved?.id ?? randomUUID();
    if (this.losing > 0) {
      this.losing -= 1;
      return id;
    }
    const now = Date.now();
    const message = { id, body, sentAt: moved?.sentAt ?? now, visibleAt: now + delayMs, receives: 0 };
    const { sentAt, visibleAt } = message;
    this.options.documents?.write(id, { body, sentAt, visibleAt });
    this.messages.set(id, message);
    this.notify();
    return id;
  }

  /** Waits up to `waitMs` for at least one message; answers `most` at most. */
  async receive(most: number, waitMs: number, visibilityMs?: number, aborted?: AbortSignal) {
    const deadline = Date.now() + waitMs;
    while (true) {
      const now = Date.now();
      const taken = aborted?.aborted ? [] : this.take(most, now, visibilityMs);
      if (taken.length > 0 || now >= deadline || aborted?.aborted) return taken;
      await this.nextChange(Math.min(deadline, this.nextVisibleAt()) - now, aborted);
    }
  }

  /** Deletes by receipt handle. An outdated handle is accepted and does nothing, as on SQS. */
  delete(receiptHandle: string): void {
    const message = this.byHandle(receiptHandle);
    if (message === undefined) return;
    this.messages.delete(message.id);
    this.options.documents?.remove(message.id);
  }

  /** Sets when a message in flight becomes visible again; answers whether it is in flight. */
  changeVisibility(receiptHandle: string, visibilityMs: number): boolean {
    const message = this.byHandle(receiptHandle);
    const now = Date.now();
    if (message === undefined || message.visibleAt <= now) return false;
    this.messages.set(message.id, { ...message, visibleAt: now + visibilityMs });
    this.notify();
    return true;
  }

  purge(): void {
    for (const id of this.messages.keys()) this.options.documents?.remove(id);
    this.messages.clear();
  }

  /** Loses the next `count` messages that are sent, although their senders are told that all is well. */
  loseNext(count: number): void {
    this.losing += count;
  }

  /** What is in the queue now, in order of its sending. */
  peek(): readonly QueuedMessage[] {
    return [...this.messages.values()];
  }

  private take(most: number, now: number, visibilityMs = this.options.visibilityTimeoutMs): QueuedMessage[] {
    const taken: QueuedMessage[] = [];
    for (const message of this.messages.values()) {
      if (taken.length >= most) break;
      if (message.visibleAt > now || this.redriven(message)) continue;
      const receives = message.receives + 1;
      const received = {
        ...message,
        receives,
        firstReceivedAt: message.firstReceivedAt ?? now,
        receiptHandle: `${message.id}#${receives}`,
        visibleAt: now + visibilityMs,
      };
      this.messages.set(message.id, received);
      taken.push(received);
    }
    return taken;
  }

  private redriven(message: QueuedMessage): boolean {
    const { redrive, documents } = this.options;
    if (redrive === undefined || message.receives < redrive.maxReceiveCount) return false;
    // First taken there, then gone here: a crash in between leaves it twice, never nowhere.
    redrive.accept(message);
    this.messages.delete(message.id);
    documents?.remove(message.id);
    return true;
  }

  private byHandle(receiptHandle: string): QueuedMessage | undefined {
    const message = this.messages.get(receiptHandle.replace(/#\d+$/, ''));
    return message?.receiptHandle === receiptHandle ? message : undefined;
  }

  private nextVisibleAt(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const { visibleAt } of this.messages.values()) earliest = Math.min(earliest, visibleAt);
    return earliest;
  }

  private notify(): void {
    this.wake();
    this.armWake();
  }

  private armWake(): void {
    this.changed = new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private async nextChange(atMostMs: number, aborted: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = () => resolve();
    const timer = setTimeout(stop, Math.max(1, Math.min(atMostMs, 20_000)));
    aborted?.addEventListener('abort', stop);
    await Promise.race([promise, this.changed]);
    clearTimeout(timer);
    aborted?.removeEventListener('abort', stop);
  }
}
