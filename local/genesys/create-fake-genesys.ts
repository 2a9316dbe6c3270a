/**
 * A fake Genesys Cloud, good enough to prove that nobody is called twice: OAuth, the API's requests that placers make,
 * the calls that come of them, the notifications that tell of it all, and faults on demand.
 *
 * What Genesys does not document it answers as is most likely; what it does not know it refuses.
 */
import { randomUUID } from 'node:crypto';
import { createAgenda } from '#local/genesys/agenda.ts';
import { createApi } from '#local/genesys/api.ts';
import { type Control, createControl } from '#local/genesys/control.ts';
import { answerControl } from '#local/genesys/control-routes.ts';
import {
  AGENT_FIRST_QUEUE,
  CONTACT_LIST,
  CUSTOMER_FIRST_QUEUE,
  OAUTH_CLIENT,
} from '#local/genesys/defaults.ts';
import { createFaults } from '#local/genesys/faults.ts';
import { createTell, type Notification } from '#local/genesys/notifications.ts';
import { DEFAULT_SETTINGS, type Settings } from '#local/genesys/settings.ts';
import type { ContactList, OAuthClient, Queue, World } from '#local/genesys/world.ts';
import type { Clock } from '#shared/ports/clock.ts';

export interface FakeGenesysOptions {
  readonly clock: Clock;
  /** Gets every notification, in the order in which they are delivered. */
  readonly notify: (notification: Notification) => void;
  readonly settings?: Partial<Settings>;
  readonly queues?: readonly Queue[];
  readonly contactLists?: readonly ContactList[];
  readonly clients?: readonly OAuthClient[];
  readonly newId?: () => string;
  /** Between 0 and 1: which deliveries are lost, and how late the others are. */
  readonly random?: () => number;
  /** Called whenever something is to happen by itself, at `nextAt()` at the earliest. */
  readonly onAgenda?: () => void;
}

export interface FakeGenesys {
  /**
   * Answers a request to `…/oauth/token`, `…/api/v2/…` or `…/_control/…`, whatever it is mounted under.
   *
   * Rejects like `fetch` where there is no answer: with a `TypeError` for a broken connection, with the reason of the
   * request's signal once that aborts.
   */
  handle(request: Request): Promise<Response>;
  /** `handle` with the parameters of `fetch`. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  readonly control: Control;
  /** Has happen what is due by now. Requests do so by themselves. */
  runDue(): void;
  /** When the next thing happens by itself. */
  nextAt(): number | undefined;
}

const byId = <T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> =>
  new Map(all.map((one) => [one.id, one]));

/**
 * Requests without an answer yet. A request's signal tells of an abortion only as long as the request itself is kept, and
 * nothing else keeps one that waits for nothing but its abortion.
 */
const open = new Set<Request>();

/** Creates one, without any socket or timer: whoever wants these puts them around it. */
export function createFakeGenesys(options: FakeGenesysOptions): FakeGenesys {
  const { clock, onAgenda = () => {} } = options;
  const world = createWorld(options, onAgenda);
  const faults = createFaults();
  const control = createControl({ world, faults, clock });
  const api = createApi({ world, faults, clock });
  const answer = (request: Request) => {
    const { pathname } = new URL(request.url);
    const controlled = /\/_control(\/.*)$/.exec(pathname)?.[1];
    if (controlled !== undefined) return answerControl(control, request, controlled);
    return api(request, /\/(?:oauth\/token|api\/v2\/.*)$/.exec(pathname)?.[0] ?? pathname);
  };
  const handle = (request: Request) => {
    open.add(request);
    return answer(request).finally(() => open.delete(request));
  };
  return {
    handle,
    fetch: (input, init) => handle(new Request(input, init)),
    control,
    runDue: () => world.agenda.runDue(clock.now()),
    nextAt: world.agenda.nextAt,
  };
}

function createWorld(options: FakeGenesysOptions, onAgenda: () => void): World {
  const { newId = randomUUID, random = Math.random, settings, clients = [OAUTH_CLIENT] } = options;
  const { queues = [AGENT_FIRST_QUEUE, CUSTOMER_FIRST_QUEUE], contactLists = [CONTACT_LIST] } = options;
  const world: World = {
    settings: { ...DEFAULT_SETTINGS, ...settings },
    agenda: createAgenda(onAgenda),
    clients,
    queues: byId(queues),
    contactLists: byId(contactLists),
    conversations: new Map(),
    tokens: new Map(),
    dialled: [],
    requests: [],
    newId,
    random,
    tell: createTell(() => world, options.notify),
  };
  return world;
}
