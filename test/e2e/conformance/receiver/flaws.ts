/** Mistakes that receivers of webhooks are known for, made on purpose: an observer has to notice each. */
import type { IngestDeps } from '#lambdas/ingest/handler.ts';
import { RefusedError } from '#lambdas/middleware/refused-error.ts';
import type { Observation } from '#shared/domain/observation.ts';
import {
  authenticatedAtTheirTime,
  type IngestVariables,
  recordedWithoutVersion,
} from '#test/e2e/conformance/receiver/flawed-parts.ts';
import { placeAgain } from '#test/e2e/conformance/receiver/place-again.ts';

type Flaw = (sound: IngestDeps, variables: IngestVariables) => IngestDeps;

const claimRecorded = ({ conversationId }: Observation) => ({ outcome: 'recorded', conversationId }) as const;

const flaws = {
  'answers before it saves': (sound) => ({
    ...sound,
    record: async (observation) => {
      void sound.record(observation).catch(() => {});
      return claimRecorded(observation);
    },
  }),

  'saves with the next delivery': (sound) => {
    let waiting: Observation | undefined;
    return {
      ...sound,
      record: async (observation) => {
        const before = waiting;
        waiting = observation;
        if (before !== undefined) await sound.record(before);
        return claimRecorded(observation);
      },
    };
  },

  'stores before it authenticates': (sound) => ({
    ...sound,
    authenticate: async (request) => {
      const parsed = sound.parse(request.body);
      if (parsed.kind === 'one' && parsed.element.kind === 'observed') {
        await sound.record(parsed.element.observation);
      }
      return sound.authenticate(request);
    },
  }),

  'remembers a delivery before it is saved': (sound) => {
    const known = new Set<string>();
    return {
      ...sound,
      record: async (observation) => {
        const { conversationId, fingerprint } = observation;
        if (known.has(conversationId + fingerprint)) return { outcome: 'duplicate', conversationId };
        known.add(conversationId + fingerprint);
        return sound.record(observation);
      },
    };
  },

  'lets the last arrival win': (sound) => ({
    ...sound,
    record: (observation) => {
      const stampedAt = sound.clock.now();
      return sound.record({ ...observation, stampedAt, fingerprint: `${stampedAt}` });
    },
  }),

  'places again what comes again': (sound) => ({
    ...sound,
    record: async (observation) => {
      const recorded = await sound.record(observation);
      if (recorded.outcome === 'duplicate') await placeAgain(recorded.conversationId);
      return recorded;
    },
  }),

  'saves without a version': (sound, variables) => ({
    ...sound,
    record: recordedWithoutVersion(sound, variables),
  }),

  'ignores the age of a signature': (sound, variables) => ({
    ...sound,
    authenticate: authenticatedAtTheirTime(variables),
  }),

  'signs the meaning instead of the bytes': (sound) => ({
    ...sound,
    authenticate: ({ headers, body }) => sound.authenticate({ headers, body: rewritten(body) }),
  }),

  'blames the sender for its own trouble': (sound) => ({
    ...sound,
    record: (observation) =>
      sound.record(observation).catch(() => {
        throw new RefusedError('invalid');
      }),
  }),

  'drops what it cannot read': (sound) => ({ ...sound, quarantine: { keep: async () => {} } }),

  'logs what it gets': (sound) => ({
    ...sound,
    authenticate: (request) => {
      process.stdout.write(`${JSON.stringify(request)}\n`);
      return sound.authenticate(request);
    },
  }),
} satisfies Record<string, Flaw>;

export type FlawName = keyof typeof flaws;

export const isFlawName = (name: string): name is FlawName => name in flaws;

/** A receiver with one mistake. */
export const withFlaw = (name: FlawName, sound: IngestDeps, variables: IngestVariables): IngestDeps =>
  flaws[name](sound, variables);

function rewritten(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}
