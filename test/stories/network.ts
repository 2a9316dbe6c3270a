/** The way between a worker and Genesys: outages, requests that take long, and what really happened to whom. */
import type { FakeGenesys } from '#local/genesys/create-fake-genesys.ts';
import { seconds } from '#shared/domain/time.ts';
import { conversationAt, stateOf } from '#test/stories/callback-state.ts';
import type { HiddenTimes } from '#test/stories/hidden-times.ts';
import type { Scene } from '#test/stories/scene.ts';
import type { Truth } from '#test/stories/truth.ts';
import type { WorkerRun } from '#test/stories/worker-run.ts';

interface NetworkDeps {
  readonly genesys: FakeGenesys;
  readonly truth: Truth;
  readonly hidden: HiddenTimes;
}

/** Creates the way; what it answers is the `fetch` of a worker. */
export function createNetwork(scene: Scene, deps: NetworkDeps) {
  const { story, time } = scene;
  const arrive = createArrival(scene, deps);
  let placements = 0;

  return (run: () => WorkerRun) =>
    async (url: string, init: RequestInit): Promise<Response> => {
      const current = run();
      const { signal, ...rest } = init;
      const lost = givingUp(signal);
      // Another signal, because what is on its way arrives although its sender gave up.
      const controller = new AbortController();
      signal?.addEventListener('abort', () => time.at(time.now(), () => controller.abort(signal.reason)));
      const isPlacement = operationOf(init, url) === 'place';
      const slow = isPlacement ? story.slowRequests.find(({ nth }) => nth === ++placements) : undefined;
      const sent = current.ask(async () => {
        const pending = (async () => {
          if (slow) await time.sleep(seconds(slow.seconds));
          return arrive(url, slow ? rest : { ...rest, signal: controller.signal }, current);
        })();
        pending.catch(() => {});
        return Promise.race([pending, lost]);
      });
      sent.catch(() => {});
      return Promise.race([sent, lost]);
    };
}

type Operation = 'token' | 'place' | 'live-check' | 'clean-up';

function operationOf({ method }: RequestInit, url: string): Operation {
  if (url.endsWith('/oauth/token')) return 'token';
  if (method === 'PATCH') return 'clean-up';
  return method === 'POST' ? 'place' : 'live-check';
}

/** Rejects when the sender gives up. */
function givingUp(signal: AbortSignal | null | undefined): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const give = () => reject(signal?.reason);
  if (signal?.aborted) give();
  else signal?.addEventListener('abort', give, { once: true });
  promise.catch(() => {});
  return promise;
}

const noConnection = () =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });

const unavailable = () =>
  Response.json({ message: 'No.', code: 'service.unavailable', status: 503 }, { status: 503 });

/** What happens at Genesys, whether or not its sender still waits. */
function createArrival({ story, time, isNow }: Scene, deps: NetworkDeps) {
  const handle = createHandling(deps, time);
  return async (url: string, init: RequestInit, run: WorkerRun): Promise<Response> => {
    switch (story.outages.find(isNow)?.how) {
      case 'no-connection':
        throw noConnection();
      case 'silence':
        return new Promise(() => {});
      case '503':
        return unavailable();
      default:
        return handle(url, init, run);
    }
  };
}

function createHandling({ genesys, truth, hidden }: NetworkDeps, time: Scene['time']) {
  const subjectOf = (id: string | undefined) => (id ? stateOf(conversationAt(genesys, id)) : undefined);

  return async (url: string, init: RequestInit, run: WorkerRun): Promise<Response> => {
    const operation = operationOf(init, url);
    const id = /conversations\/(?:calls\/|callbacks\/)?([^/]{30,})$/.exec(url)?.[1];
    if (operation !== 'token') truth.requests.push({ at: time.now(), operation });
    if (operation === 'live-check' && id) truth.seeLive(run.id, id);
    const before = { subject: subjectOf(id), effects: truth.countEffects(run.id) };
    const answering = genesys.fetch(url, init);
    answering.catch(() => {});
    const { promise: turn, resolve } = Promise.withResolvers<void>();
    // What a request does, it does within the turn in which it arrives.
    time.at(time.now(), resolve);
    await turn;
    if (operation === 'place') truth.note(run.id, before.effects);
    if (operation === 'clean-up' && id && before.subject?.isOpen && !subjectOf(id)?.isOpen) {
      truth.cleanUps.push({ ...before.subject, conversationId: id, at: time.now() });
    }
    const answer = await answering;
    if (operation !== 'live-check' || !answer.ok) return answer;
    return new Response(hidden.edit(await answer.text()), { status: answer.status, headers: answer.headers });
  };
}
