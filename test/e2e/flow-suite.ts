/** What must work wherever the stack runs: driven over real HTTP, with real time, as a sender and an operator would. */
import { describe, expect, it, vi } from 'vitest';
import { readQuarantined } from '#shared/adapters/sqs/quarantine.ts';
import {
  agent,
  aSubject,
  customer,
  eventsOf,
  getState,
  inMs,
  loseTimers,
  message,
  post,
  quarantined,
  report,
  sendToQueue,
  sleep,
  type Target,
} from '#test/e2e/target.ts';

const soon = { timeout: 15_000, interval: 50 };

export function describeFlows(getTarget: () => Target): void {
  describe('a callback that comes due', () => {
    it.concurrent('is announced at its time: never early, once', async () => {
      const target = getTarget();
      const subject = aSubject();
      const due = inMs(1500);
      const answer = await post(
        target,
        message(subject, [customer(subject, { callbackScheduledTime: due })]),
      );
      expect(answer).toMatchObject({
        status: 200,
        json: {
          outcome: 'recorded',
          conversationId: subject.conversationId,
          nextLook: { at: due, why: 'scheduled' },
        },
      });
      await vi.waitUntil(async () => (await eventsOf(target, subject.conversationId)).length > 0, soon);
      await sleep(500);
      const events = await eventsOf(target, subject.conversationId);
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({
        'detail-type': 'CallbackDue',
        detail: {
          schemaVersion: 1,
          callbackKey: due,
          due,
          trigger: 'scheduled',
          outcome: 'placed',
          automation: 'default',
        },
      });
      expect(Date.parse(events[0]?.detail['firedAt'] ?? '')).toBeGreaterThanOrEqual(Date.parse(due));
    });

    it.concurrent('rescheduled, is announced at the new time only', async () => {
      const target = getTarget();
      const subject = aSubject();
      const [first, second] = [inMs(1500), inMs(3000)];
      await post(target, message(subject, [customer(subject, { callbackScheduledTime: first })]));
      await post(
        target,
        message(subject, [customer(subject, { callbackScheduledTime: second })], Date.now() + 1),
      );
      await vi.waitUntil(async () => (await eventsOf(target, subject.conversationId)).length > 0, soon);
      const events = await eventsOf(target, subject.conversationId);
      expect(events.map(({ detail }) => detail['due'])).toEqual([second]);
    });

    it.concurrent('cancelled, is not announced', async () => {
      const target = getTarget();
      const subject = aSubject();
      const scheduled = { callbackScheduledTime: inMs(1500) };
      await post(target, message(subject, [customer(subject, scheduled)]));
      const over = customer(subject, {
        ...scheduled,
        state: 'disconnected',
        disconnectType: 'client',
        endTime: inMs(0),
      });
      const cancelled = await post(target, message(subject, [over], Date.now() + 1));
      expect(cancelled.json).toEqual({ outcome: 'recorded', conversationId: subject.conversationId });
      await sleep(3000);
      expect(await eventsOf(target, subject.conversationId)).toEqual([]);
    });

    it.concurrent("without a config id, is left to an agent, and announced when the agent's timeoutSeconds run out", async () => {
      const target = getTarget();
      const subject = aSubject();
      const facts = {
        callbackScheduledTime: inMs(-5000),
        automatedCallbackConfigId: null,
        timeoutSeconds: 2,
      };
      await post(target, message(subject, [customer(subject, facts)]));
      await vi.waitUntil(async () => (await eventsOf(target, subject.conversationId)).length > 0, soon);
      const connectedTime = inMs(-500);
      const connected = agent({ ...facts, connectedTime });
      const answer = await post(
        target,
        message(subject, [customer(subject, { ...facts, state: 'connected' }), connected]),
      );
      expect(answer.json.nextLook.why).toBe('timeout');
      await vi.waitUntil(async () => (await eventsOf(target, subject.conversationId)).length > 1, soon);
      const events = await eventsOf(target, subject.conversationId);
      expect(events.map((event) => [event['detail-type'], event.detail['reason']])).toEqual([
        ['CallbackLeft', 'left-to-agent'],
        ['CallbackDue', undefined],
      ]);
      expect(events[1]?.detail['due']).toBe(new Date(Date.parse(connectedTime) + 2000).toISOString());
    });

    it.concurrent('arrives through the notifications queue as well', async () => {
      const target = getTarget();
      const subject = aSubject();
      const due = inMs(2500);
      const detail = message(subject, [customer(subject, { callbackScheduledTime: due })]);
      await sendToQueue(target, {
        version: '0',
        'detail-type': 'v2.routing.queues.{id}.conversations.callbacks',
        source: 'aws.partner/genesys.com',
        detail,
      });
      await vi.waitUntil(async () => (await eventsOf(target, subject.conversationId)).length > 0, soon);
      expect((await eventsOf(target, subject.conversationId)).map(({ detail: { due: at } }) => at)).toEqual([
        due,
      ]);
    });
  });

  describe('the state of a conversation', () => {
    it.concurrent('tells legs, next look and callbacks, and neither number nor name', async () => {
      const target = getTarget();
      const subject = aSubject();
      const due = inMs(3_600_000);
      await post(
        target,
        message(subject, [customer(subject, { callbackScheduledTime: due, timeoutSeconds: 30 })]),
      );
      const state = await report(target, subject.conversationId);
      expect(state).toEqual({
        conversationId: subject.conversationId,
        legs: [
          {
            participantId: subject.participantId,
            purpose: 'customer',
            state: 'scheduled',
            scheduledFor: due,
            timeoutSeconds: 30,
            queueId: '00b109cf-1123-4591-a53c-c534b17e5268',
            automatedCallbackConfigId: '9d2f0a4e-5b1c-4a7e-8f63-1c0d9b7a6e55',
          },
        ],
        calls: [],
        nextLook: { at: due, why: 'scheduled' },
        callbacks: [{ key: due, due, outcomes: [] }],
      });
    });

    it.concurrent('is 404 for one that nobody knows', async () => {
      const response = await getState(getTarget(), '00000000-0000-4000-8000-000000000000');
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    });

    it.concurrent('is one, with one timer, after many concurrent duplicates', async () => {
      const target = getTarget();
      const subject = aSubject();
      const due = inMs(3_600_000);
      const body = message(subject, [customer(subject, { callbackScheduledTime: due })]);
      const length = target.atOnce ?? 50;
      const answers = await Promise.all(Array.from({ length }, () => post(target, body)));
      const outcomes = Map.groupBy(answers, ({ json }) => json.outcome);
      expect([outcomes.get('recorded')?.length, outcomes.get('duplicate')?.length]).toEqual([1, length - 1]);
      expect(await report(target, subject.conversationId)).toMatchObject({
        nextLook: { at: due },
        callbacks: [{ key: due }],
      });
    });
  });

  describe('a body that is refused', () => {
    it.concurrent('is answered 400 with the path, and comes back whole out of quarantine', async () => {
      const target = getTarget();
      const subject = aSubject();
      const body = JSON.stringify(
        message(subject, [customer(subject, { timeoutSeconds: -1, note: '\ud800 é' })]),
      );
      const answer = await post(target, body);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(JSON.stringify(answer.json.issues)).toContain('timeoutSeconds');
      const bodies = (await quarantined(target)).map(({ Body = '' }) => readQuarantined(Body).body);
      expect(bodies).toContain(body);
    });
  });

  describe('a sender', () => {
    it.concurrent.each([
      ['without credentials', { 'x-api-key': '' }],
      ['with wrong credentials', { 'x-api-key': 'wrong' }],
    ])('%s is answered 401, and nothing is stored', async (_, headers) => {
      const target = getTarget();
      const subject = aSubject();
      const answer = await post(target, message(subject, [customer(subject)]), headers);
      expect(answer.status).toBe(401);
      await expect(report(target, subject.conversationId)).rejects.toThrow('404');
    });
  });

  // Alone: it loses the timers of all others too.
  describe('a callback whose timer message is lost', () => {
    it('is found by the sweep', async () => {
      const target = getTarget();
      const subject = aSubject();
      const due = inMs(4000);
      await post(target, message(subject, [customer(subject, { callbackScheduledTime: due })]));
      await loseTimers(target);
      const isFound = async () => (await eventsOf(target, subject.conversationId)).length > 0;
      await vi.waitUntil(isFound, { timeout: 150_000, interval: 250 });
      expect(await eventsOf(target, subject.conversationId)).toHaveLength(1);
    }, 160_000);
  });
}
