/** Lives of callbacks, from their request to their end, as notifications in the order of their stamps. */
import type { Random } from '#test/bench/random.ts';
import {
  allMediaTopic,
  detailEvent,
  iso,
  type Leg,
  mediaTopic,
  type Scene,
} from '#test/bench/trace/scene.ts';

export interface Notification {
  readonly at: number;
  readonly body: string;
}

export interface Life {
  readonly conversationId: string;
  /** In the order in which they arrive. */
  readonly notifications: readonly Notification[];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A life that is being told. */
class Telling {
  readonly scene: Scene;
  readonly notifications: Notification[] = [];
  now: number;
  private readonly random: Random;
  private readonly tellsDetails: boolean;

  constructor(startedAt: number, random: Random) {
    this.random = random;
    this.now = startedAt;
    this.tellsDetails = random.chance(0.4);
    const timeoutSeconds = random.pick([0, 30, 60]);
    const isImmediate = random.chance(0.2);
    this.scene = {
      conversationId: random.uuid(),
      queueId: random.uuid(),
      configId: random.chance(0.7) ? random.uuid() : undefined,
      number: `+1317555${random.whole(1000, 9999)}`,
      name: random.pick(['Alex Example', 'Robin Sample', 'Sascha Mustermann']),
      timeoutSeconds,
      scheduledFor: isImmediate ? undefined : startedAt + random.whole(20, 180) * MINUTE,
      legs: [],
    };
  }

  pass(least: number, most: number): void {
    this.now += this.random.whole(least, most);
  }

  /** Both topics tell the same, a few milliseconds apart. */
  tell(): void {
    const stamps = [this.now + this.random.whole(20, 60), this.now + this.random.whole(20, 90)] as const;
    this.notifications.push(
      { at: stamps[0] + 80, body: mediaTopic(this.scene, stamps[0], this.random) },
      { at: stamps[1] + 90, body: allMediaTopic(this.scene, stamps[1], this.random) },
    );
  }

  detail(leg: Leg, event: string, more: object = {}): void {
    if (!this.tellsDetails) return;
    this.notifications.push({
      at: this.now + 150,
      body: detailEvent(this.scene, leg, event, more, this.now, this.random),
    });
  }

  join(purpose: Leg['purpose'], state: Leg['state'], more: Partial<Leg> = {}): Leg {
    const leg: Leg = {
      participantId: this.random.uuid(),
      communicationId: this.random.uuid(),
      purpose,
      startTime: iso(this.now),
      state,
      ...more,
    };
    this.scene.legs.push(leg);
    return leg;
  }

  end(leg: Leg, disconnectType: string): void {
    Object.assign(leg, { state: 'disconnected', endTime: iso(this.now), disconnectType });
  }

  agent(): Leg {
    const agentName = this.random.pick(['Kim Agent', 'Toni Operator']);
    return this.join('agent', 'alerting', { userId: this.random.uuid(), agentName });
  }
}

/** Makes up one life; some are cancelled, some rescheduled, some end without an agent. */
export function aLife(startedAt: number, random: Random): Life {
  const telling = new Telling(startedAt, random);
  const customer = telling.join('customer', 'scheduled');
  const acd = telling.join('acd', 'scheduled');
  telling.detail(customer, 'customer.start');
  telling.detail(acd, 'acd.start', { routingPriority: 0, requestedRoutingSkillIds: [] });
  telling.tell();

  const { scene } = telling;
  if (random.chance(0.15) && scene.scheduledFor !== undefined) reschedule(telling, random);
  if (random.chance(0.12)) cancel(telling, customer, acd);
  else release(telling, customer, acd, random);
  return {
    conversationId: scene.conversationId,
    notifications: telling.notifications.toSorted((a, b) => a.at - b.at),
  };
}

function reschedule(telling: Telling, random: Random): void {
  telling.pass(MINUTE, 10 * MINUTE);
  telling.scene.scheduledFor = telling.now + random.whole(15, 90) * MINUTE;
  telling.tell();
}

function cancel(telling: Telling, customer: Leg, acd: Leg): void {
  telling.pass(MINUTE, 8 * MINUTE);
  endOpen(telling, customer, acd, 'client');
}

/** At its time the callback is released to routing, and agents are asked until one takes it. */
function release(telling: Telling, customer: Leg, acd: Leg, random: Random): void {
  telling.now = Math.max(telling.now, telling.scene.scheduledFor ?? telling.now) + random.whole(300, 1500);
  for (const leg of [customer, acd])
    Object.assign(leg, { state: 'connected', connectedTime: iso(telling.now) });
  telling.tell();
  const declined = random.pick([0, 0, 0, 1, 1, 2]);
  for (let times = 0; times < declined; times++) decline(telling);
  work(telling, customer, acd, random);
}

function decline(telling: Telling): void {
  telling.pass(2 * SECOND, 20 * SECOND);
  const agent = telling.agent();
  telling.detail(agent, 'user.start');
  telling.tell();
  telling.pass(8 * SECOND, 30 * SECOND);
  telling.end(agent, 'client');
  telling.detail(agent, 'user.end', { disconnectType: 'CLIENT', alertingDurationMs: 9000 });
  telling.tell();
}

function work(telling: Telling, customer: Leg, acd: Leg, random: Random): void {
  telling.pass(2 * SECOND, 60 * SECOND);
  const agent = telling.agent();
  telling.detail(agent, 'user.start');
  telling.tell();

  telling.pass(2 * SECOND, 9 * SECOND);
  Object.assign(agent, { state: 'connected', connectedTime: iso(telling.now) });
  telling.end(acd, 'transfer');
  telling.detail(acd, 'acd.end', {
    disconnectType: 'TRANSFER',
    acdOutcome: 'ANSWERED',
    answeredUserId: agent.userId,
  });
  telling.tell();

  if (random.chance(0.7)) call(telling, random);
  telling.pass(5 * SECOND, 60 * SECOND);
  endOpen(telling, customer, agent, 'client');

  telling.pass(2 * SECOND, 40 * SECOND);
  agent.wrapupNotes = 'called back';
  telling.detail(agent, 'acw', { wrapupCode: telling.scene.queueId, wrapupDurationMs: 12_000 });
  telling.tell();
}

function call(telling: Telling, random: Random): void {
  const { scene } = telling;
  telling.pass(2 * SECOND, 20 * SECOND);
  scene.call = { id: random.uuid(), state: 'dialing' };
  telling.tell();
  telling.pass(3 * SECOND, 15 * SECOND);
  Object.assign(scene.call, { state: 'connected', connectedTime: iso(telling.now) });
  telling.tell();
  telling.pass(20 * SECOND, 5 * MINUTE);
  Object.assign(scene.call, { state: 'disconnected', disconnectedTime: iso(telling.now) });
  telling.tell();
}

function endOpen(telling: Telling, customer: Leg, other: Leg, disconnectType: string): void {
  for (const leg of [customer, other]) telling.end(leg, disconnectType);
  telling.detail(customer, 'customer.end', { disconnectType: 'CLIENT' });
  telling.detail(other, other.purpose === 'agent' ? 'user.end' : 'acd.end', {
    disconnectType: 'CLIENT',
    ...(other.purpose === 'acd' && { acdOutcome: 'ABANDON' }),
    interactingDurationMs: 30_000,
  });
  telling.tell();
}
