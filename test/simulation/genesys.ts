/** Genesys Cloud with its own truth: conversations, who called whom, and what it tells of them. */
import { lookShard } from '#shared/adapters/dynamodb/look-shard.ts';
import type { CustomerReached } from '#shared/domain/customer.ts';
import type { Call, LegFacts } from '#shared/domain/observation.ts';
import { durationMs, type EpochMs, plus, seconds } from '#shared/domain/time.ts';
import type { CallbackHistory } from '#test/simulation/history.ts';
import type { Scene } from '#test/simulation/scene.ts';
import { SHARD } from '#test/simulation/table.ts';

/** The queue in which our own placer makes callbacks. */
export const TARGET_QUEUE = 'target-queue';
const QUEUE = 'queue';

/** One callback conversation, as it is at some instant. */
export interface State {
  readonly conversationId: string;
  readonly customer: LegFacts;
  readonly agents: readonly LegFacts[];
  readonly calls: readonly Call[];
}

/** What changed, for those who are told of single events. */
export type Change = { readonly leg: LegFacts } | 'none';

/** A stretch of time in which a callback has one time. */
export interface Epoch {
  readonly conversationId: string;
  /** Nothing, for one that is to be placed at once. */
  readonly scheduledFor: EpochMs | undefined;
  readonly from: EpochMs;
  until?: EpochMs;
}

/** Somebody called the customer. */
export interface Dialled {
  readonly conversationId: string;
  readonly at: EpochMs;
  readonly isByHand: boolean;
}

/** Somebody who talks with an agent, and a callback of theirs. */
export interface Talk {
  readonly callback: string;
  readonly reached: CustomerReached;
}

export type Genesys = ReturnType<typeof createGenesys>;

/** Who is told of what happens. */
interface Listener {
  notify(state: State, change: Change): void;
  notifyReached(reached: CustomerReached): void;
}

/** Creates an empty one. */
export function createGenesys({ time, random, say }: Scene, { notify, notifyReached }: Listener) {
  const histories = new Map<string, { readonly at: EpochMs; readonly state: State }[]>();
  const epochs: Epoch[] = [];
  const dialled: Dialled[] = [];
  const talks: Talk[] = [];
  let ids = 0;

  /** All in one shard of the look index, so that a sweep finds them together. */
  function nextId(): string {
    do ids++;
    while (lookShard(`conversation-${ids}`) !== SHARD);
    return `conversation-${ids}`;
  }

  const stateOf = (id: string): State | undefined => histories.get(id)?.at(-1)?.state;

  function become(state: State, change: Change): void {
    const known = histories.get(state.conversationId) ?? [];
    known.push({ at: time.now(), state });
    histories.set(state.conversationId, known);
    notify(state, change);
  }

  function endEpoch(conversationId: string): void {
    const epoch = epochs.findLast((one) => one.conversationId === conversationId);
    if (epoch && epoch.until === undefined) epoch.until = time.now();
  }

  function create(facts: LegFacts): string {
    const conversationId = nextId();
    const customer: LegFacts = {
      participantId: `customer-${ids}`,
      communicationId: `session-${ids}`,
      purpose: 'customer',
      state: 'scheduled',
      initialState: 'scheduled',
      startedAt: time.now(),
      number: `+1317555${String(ids).padStart(4, '0')}`,
      ...facts,
    };
    say(() => `Genesys: ${conversationId} is created for ${customer.scheduledFor ?? 'now'}`);
    const { placementKey: _, ...told } = customer;
    become({ conversationId, customer, agents: [], calls: [] }, { leg: told });
    return conversationId;
  }

  function change(
    conversationId: string,
    next: (state: State) => State,
    what: (state: State) => Change,
  ): void {
    const state = stateOf(conversationId);
    if (state === undefined) return;
    const changed = next(state);
    if (changed !== state) become(changed, what(changed));
  }

  const isOpen = ({ customer }: State) => customer.state !== 'disconnected';

  const genesys = {
    epochs,
    dialled,
    talks,
    stateOf,
    /** How it was a while ago, as one that answers from a copy knows it. */
    stateAt: (id: string, at: EpochMs): State | undefined =>
      (histories.get(id)?.findLast((one) => one.at <= at) ?? histories.get(id)?.[0])?.state,
    isOpen: (id: string): boolean => {
      const state = stateOf(id);
      return state !== undefined && isOpen(state);
    },

    /** A customer asks to be called back. */
    createCallback({ timeout }: CallbackHistory, scheduledFor: EpochMs | undefined): string {
      const id = create({
        queueId: QUEUE,
        automatedCallbackConfigId: 'config',
        timeout: seconds(timeout),
        ...(scheduledFor !== undefined && { scheduledFor }),
      });
      epochs.push({ conversationId: id, scheduledFor, from: time.now() });
      return id;
    },

    /** One of our placers makes a callback of its own, which Genesys dials by itself. */
    createPlaced(placementKey: string): void {
      const id = create({ queueId: TARGET_QUEUE, placementKey });
      dialled.push({ conversationId: id, at: time.now(), isByHand: false });
      time.at(plus(time.now(), seconds(random.whole(30, 200))), () => genesys.end(id));
    },

    end(id: string): void {
      const now = time.now();
      endEpoch(id);
      change(
        id,
        (state) => (isOpen(state) ? ended(state, now) : state),
        ({ customer }) => ({
          leg: { ...sessionOf(customer), state: 'disconnected', endedAt: now, sessionEnded: true },
        }),
      );
      say(() => `Genesys: ${id} has ended`);
    },

    /** Whoever has it in hand may stay for a while. */
    reschedule(id: string, scheduledFor: EpochMs): void {
      const isStaying = random.chance(0.5);
      const state = stateOf(id);
      if (!state || !isOpen(state) || state.customer.scheduledFor === scheduledFor) return;
      say(() => `Genesys: ${id} is moved to ${scheduledFor}`);
      endEpoch(id);
      epochs.push({ conversationId: id, scheduledFor, from: time.now() });
      const now = time.now();
      change(
        id,
        ({ customer, agents, ...rest }) => ({
          ...rest,
          agents: isStaying ? agents : agents.map((one) => left(one, now)),
          customer: { ...customer, scheduledFor },
        }),
        () => 'none',
      );
    },

    connect(id: string, does: 'alert' | 'connect'): void {
      const state = stateOf(id);
      if (!state || !isOpen(state)) return;
      const now = time.now();
      const { timeout } = state.customer;
      const last = state.agents.at(-1);
      const isAlerted = last?.state === 'alerting';
      if (last?.state === 'connected' || (isAlerted && does === 'alert')) return;
      const agent: LegFacts = {
        participantId: `agent-${++ids}`,
        communicationId: `agent-session-${ids}`,
        purpose: 'agent',
        userId: 'agent',
        queueId: QUEUE,
        initialState: 'alerting',
        startedAt: now,
        ...(isAlerted && last),
        ...(timeout !== undefined && { timeout }),
        state: does === 'alert' ? 'alerting' : 'connected',
        ...(does === 'connect' && { connectedAt: now }),
      };
      say(() => `Genesys: ${id}: an agent is ${agent.state}`);
      const others = isAlerted ? state.agents.slice(0, -1) : state.agents;
      change(
        id,
        (one) => ({ ...one, agents: [...others, agent] }),
        () => ({ leg: agent }),
      );
    },

    leave(id: string): void {
      const now = time.now();
      const agent = stateOf(id)?.agents.find(({ endedAt }) => endedAt === undefined);
      if (agent === undefined) return;
      say(() => `Genesys: ${id}: the agent leaves`);
      change(
        id,
        (state) => ({ ...state, agents: state.agents.map((one) => left(one, now)) }),
        () => ({ leg: { ...sessionOf(agent), state: 'disconnected', endedAt: now, sessionEnded: true } }),
      );
    },

    /** The customer's telephone rings. */
    dial(id: string, isByHand: boolean): void {
      const now = time.now();
      say(() => `Genesys: ${id}: the customer is called${isByHand ? ' by hand' : ''}`);
      dialled.push({ conversationId: id, at: now, isByHand });
      const call: Call = {
        id: `call-${++ids}`,
        direction: 'outbound',
        state: 'connected',
        startedAt: now,
        connectedAt: now,
      };
      change(
        id,
        (state) => ({ ...state, calls: [...state.calls, call] }),
        () => 'none',
      );
      time.at(plus(now, seconds(random.whole(5, 200))), () => hangUp(id, call.id));
    },

    /** The customer calls in, and is connected with an agent at once. */
    callIn(callback: string): void {
      const { number = '' } = stateOf(callback)?.customer ?? {};
      const reached = { conversationId: `talk-${++ids}`, numbers: [number], at: time.now() };
      say(() => `Genesys: the customer of ${callback} calls in: ${reached.conversationId}`);
      talks.push({ callback, reached });
      notifyReached(reached);
    },

    /** Tells again how it is, because of something that is none of our business. */
    touch: (id: string): void =>
      change(
        id,
        (state) => ({ ...state }),
        () => 'none',
      ),
  };

  /** With the call, everything is over, one thing after another. */
  function hangUp(id: string, callId: string): void {
    const now = time.now();
    const over = (call: Call): Call =>
      call.id === callId ? { ...call, state: 'disconnected', endedAt: now } : call;
    change(
      id,
      (state) => ({ ...state, calls: state.calls.map(over) }),
      () => 'none',
    );
    time.at(plus(now, durationMs(1)), () => genesys.leave(id));
    time.at(plus(now, durationMs(2)), () => genesys.end(id));
  }

  return genesys;
}

const left = (leg: LegFacts, at: EpochMs): LegFacts =>
  leg.endedAt === undefined ? { ...leg, state: 'disconnected', endedAt: at } : leg;

const ended = (state: State, at: EpochMs): State => ({
  ...state,
  customer: left(state.customer, at),
  agents: state.agents.map((one) => left(one, at)),
});

/** What every event tells of its session. */
function sessionOf({ participantId, communicationId, purpose, scheduledFor }: LegFacts): LegFacts {
  return {
    ...(participantId !== undefined && { participantId }),
    ...(communicationId !== undefined && { communicationId }),
    ...(purpose !== undefined && { purpose }),
    ...(scheduledFor !== undefined && { scheduledFor }),
  };
}
