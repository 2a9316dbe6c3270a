import { type EpochMs, plus, seconds } from '#shared/domain/time.ts';
import type { LiveCheck } from '#shared/ports/live-check.ts';
import type { Dialing, PlacementOutcome, PlacementRequest, Placer } from '#shared/ports/placer.ts';
import { type Genesys, TARGET_QUEUE } from '#test/simulation/genesys.ts';
import type { History, PlacerName } from '#test/simulation/history.ts';
import { type Outside, OutsideError } from '#test/simulation/outside.ts';
import type { Run } from '#test/simulation/run.ts';
import type { Scene } from '#test/simulation/scene.ts';
import { legsOf, toObservation } from '#test/simulation/tell.ts';
import type { Truth } from '#test/simulation/truth.ts';

/** What a placer asks things of. */
export interface Surroundings {
  readonly scene: Scene;
  readonly ask: Outside;
  readonly genesys: Genesys;
  readonly truth: Truth;
}

/** Creates the placer of a history as one run has it. */
export function placerOf(around: Surroundings, run: Run): Placer {
  const { ask, scene, genesys, truth } = around;
  const { placer: name } = scene.history;
  const cleansUp = name === 'genesys-callback' || name === 'genesys-campaign-contact';
  const dialing = dialingOf(around, run);
  return {
    kind: name === 'announce' ? name : 'lambda',
    repeatable: name === 'announce',
    ...(dialing && { dialing }),
    async prepare() {
      await ask(run, 'target', 'prepares to place', () => undefined);
      return (request) => {
        const askedAt = scene.time.now();
        return ask(run, 'target', `places ${request.placementKey}`, (): PlacementOutcome => {
          truth.deeds.push({ at: scene.time.now(), askedAt, request, run: run.name });
          have(name, genesys, request);
          return { kind: 'placed' };
        }).catch(toOutcome);
      };
    },
    ...(cleansUp && {
      cleanUp: (id) =>
        ask(run, 'genesys', `ends ${id}`, () => {
          genesys.end(id);
          return 'done' as const;
        }).catch(() => 'not-done' as const),
    }),
  };
}

/** What a placement comes to at Genesys. */
function have(name: PlacerName, genesys: Genesys, { conversationId, placementKey }: PlacementRequest): void {
  if (name === 'genesys-call') genesys.dial(conversationId, false);
  if (name === 'genesys-callback') genesys.createPlaced(placementKey);
}

/** How a placer tells of what went wrong; now and then it only throws. */
function toOutcome(error: unknown): PlacementOutcome {
  if (!(error instanceof OutsideError)) throw error;
  const isOdd = error.seconds % 2 === 1;
  switch (error.trouble) {
    case 'fails-before':
      return { kind: 'refused', because: 'no', final: isOdd };
    case 'throttled':
      return { kind: 'postponed', because: 'throttled', retryAfter: seconds(error.seconds) };
    case 'fails-after':
      if (isOdd) throw error;
      return { kind: 'unknown', because: 'reset' };
    default:
      return { kind: 'unknown', because: 'time-out' };
  }
}

function dialingOf(around: Surroundings, run: Run): Dialing | undefined {
  const { placer, requestsPerMinute } = around.scene.history;
  if (placer === 'lambda' || placer === 'announce') return undefined;
  return {
    liveCheck: liveCheckOf(around, run),
    callsShow: placer === 'genesys-call' ? 'in-conversation' : 'elsewhere',
    needsAgent: placer === 'genesys-call',
    ...(placer === 'genesys-callback' && { targetQueueId: TARGET_QUEUE }),
    requestsPerPlacement: placer === 'genesys-call' ? 2 : 3,
    client: 'genesys',
    requestsPerMinute,
  };
}

/** How much earlier than the question its answer is stamped. */
export const STAMPED_EARLIER = seconds(-5);

function liveCheckOf({ ask, scene, genesys, truth }: Surroundings, run: Run): LiveCheck {
  const { time, random, history } = scene;
  let answers = 0;
  return {
    prepare: () => ask(run, 'genesys', 'gets a token', () => undefined).catch(() => undefined),
    async ask(conversationId) {
      const askedAt = time.now();
      try {
        return await ask(run, 'genesys', `asks for ${conversationId}`, () => {
          const state = genesys.stateAt(conversationId, behind(time.now(), random.next() * history.lag));
          if (state === undefined) return { kind: 'gone' as const };
          const { customer, calls } = state;
          const told = { kind: 'snapshot', legs: legsOf(state, history), calls } as const;
          const stampedAt = plus(askedAt, STAMPED_EARLIER);
          const { scheduledFor } = customer;
          truth.answer({ run: run.name, conversationId, at: time.now(), told, scheduledFor, stampedAt });
          const observation = toObservation(conversationId, told, stampedAt, `${run.name} ${++answers}`);
          return { kind: 'told' as const, observation };
        });
      } catch (error) {
        if (!(error instanceof OutsideError)) throw error;
        const retryAfter = error.trouble === 'throttled' && { retryAfter: seconds(error.seconds) };
        return { kind: 'no-answer', because: error.trouble, ...retryAfter };
      }
    },
  };
}

const behind = (now: EpochMs, lag: number): EpochMs => plus(now, seconds(-lag));

/** Whether a second hand-over of one placement makes no second call. */
export const isRepeatable = ({ placer }: Pick<History, 'placer'>): boolean => placer === 'announce';

/** Whether Genesys is asked before anything is placed. */
export const asksLive = ({ placer }: Pick<History, 'placer'>): boolean =>
  placer !== 'announce' && placer !== 'lambda';
