/** What a test, or whoever tries things out, does to the fake beside the API: the customers', agents' and faults' part. */
import * as v from 'valibot';
import { alertAgent, connectAgent, disconnectAgent } from '#local/genesys/agents.ts';
import { createCallback, endCallback, rescheduleCallback } from '#local/genesys/callbacks.ts';
import { AGENT_FIRST_QUEUE, AGENT_ID } from '#local/genesys/defaults.ts';
import { hangUp } from '#local/genesys/dial.ts';
import { type Faults, PlannedFaultSchema } from '#local/genesys/faults.ts';
import { notFound } from '#local/genesys/genesys-error.ts';
import { conversationOf } from '#local/genesys/legs.ts';
import { mintToken } from '#local/genesys/oauth.ts';
import { type Settings, SettingsSchema } from '#local/genesys/settings.ts';
import { toRestConversation } from '#local/genesys/wire-conversations.ts';
import type { DialledCall, RequestRecord, World } from '#local/genesys/world.ts';
import type { Clock } from '#shared/ports/clock.ts';

const Text = v.optional(v.string());
const Seconds = v.pipe(v.number(), v.minValue(-86_400), v.maxValue(30 * 86_400));

export const NewCallbackSchema = v.strictObject({
  queueId: v.optional(v.string(), AGENT_FIRST_QUEUE.id),
  number: v.optional(v.string(), '+13175550123'),
  name: Text,
  /** When it is scheduled, counted from now. */
  inSeconds: v.optional(Seconds, 0),
  /** The instant itself, instead. */
  scheduledFor: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  timeoutSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  automatedCallbackConfigId: Text,
  externalCampaign: v.optional(v.boolean(), false),
  preview: v.optional(v.boolean(), false),
  externalContactId: Text,
  attributes: v.optional(v.record(v.string(), v.string()), {}),
});

export const AgentSchema = v.strictObject({
  does: v.picklist(['alert', 'connect', 'disconnect']),
  userId: v.optional(v.string(), AGENT_ID),
});

export const RescheduleSchema = v.strictObject({ inSeconds: Seconds });
export const UserTokenSchema = v.strictObject({ userId: v.optional(v.string(), AGENT_ID) });
export const PatchSettingsSchema = v.partial(SettingsSchema);

export type Control = ReturnType<typeof createControl>;

export interface ControlDeps {
  readonly world: World;
  readonly faults: Faults;
  readonly clock: Clock;
}

/** Every function does first what is due by now, so that it acts on how things are. */
export function createControl({ world, faults, clock }: ControlDeps) {
  const now = () => {
    const at = clock.now();
    world.agenda.runDue(at);
    return at;
  };
  const find = (id: string) => {
    const at = now();
    return { conversation: conversationOf(world, id), at };
  };
  return {
    /** Creates a callback as a customer or a flow would; answers its conversation. */
    createCallback: (wanted: v.InferInput<typeof NewCallbackSchema> = {}): string =>
      newCallback(world, v.parse(NewCallbackSchema, wanted), now()),
    agent(id: string, wanted: v.InferInput<typeof AgentSchema>): void {
      const { conversation, at } = find(id);
      const { does, userId } = v.parse(AgentSchema, wanted);
      if (does === 'alert') alertAgent(world, conversation, userId, at);
      else if (does === 'connect') connectAgent(world, conversation, userId, at);
      else disconnectAgent(world, conversation, at);
    },
    /** Cancels the callback, as a supervisor does. */
    cancel(id: string): void {
      const { conversation, at } = find(id);
      endCallback(world, conversation, 'client', at);
    },
    reschedule(id: string, { inSeconds }: v.InferInput<typeof RescheduleSchema>): void {
      const { conversation, at } = find(id);
      rescheduleCallback(world, conversation, at + inSeconds * 1000, at);
    },
    /** The customer hangs up. */
    hangUp(id: string): void {
      const { conversation, at } = find(id);
      hangUp(world, conversation, at);
    },
    userToken: ({ userId = AGENT_ID }: v.InferInput<typeof UserTokenSchema> = {}): string =>
      mintToken(world, { clientId: 'agents-desktop', userId }, now()),
    /** Makes every token that was given out invalid. */
    expireTokens: (): void => world.tokens.clear(),
    fail: (planned: v.InferInput<typeof PlannedFaultSchema>): void =>
      faults.plan(v.parse(PlannedFaultSchema, planned)),
    clearFaults: (): void => faults.clear(),
    change(settings: v.InferInput<typeof PatchSettingsSchema>): Settings {
      Object.assign(world.settings, v.parse(PatchSettingsSchema, settings));
      return { ...world.settings };
    },
    ...createViews(world, now),
  };
}

/** What a test looks at. */
const createViews = (world: World, now: () => number) => ({
  conversations() {
    now();
    return [...world.conversations.values()].map(toRestConversation);
  },
  /** Every call that was made to a customer. */
  calls(): readonly DialledCall[] {
    now();
    return structuredClone(world.dialled);
  },
  requests: (): readonly RequestRecord[] => structuredClone(world.requests),
});

function newCallback(world: World, wanted: v.InferOutput<typeof NewCallbackSchema>, at: number): string {
  const { queueId, number, name, inSeconds, scheduledFor, preview, ...facts } = wanted;
  const queue = world.queues.get(queueId);
  if (queue === undefined) throw notFound();
  const { automatedCallbackConfigId, externalContactId, ...rest } = facts;
  const { id } = createCallback(
    world,
    {
      ...rest,
      queue,
      numbers: [number],
      isPreview: preview,
      scheduledAt: scheduledFor === undefined ? at + Math.round(inSeconds * 1000) : Date.parse(scheduledFor),
      ...(name !== undefined && { userName: name }),
      ...(automatedCallbackConfigId !== undefined && { automatedCallbackConfigId }),
      ...(externalContactId !== undefined && { externalContactId }),
    },
    at,
  );
  return id;
}
