import { describe, expect, it } from 'vitest';
import type { Dialing, PlacementOutcome, PlacementRequest, Placer } from '#shared/ports/placer.ts';
import { noon } from '#test/builders/times.ts';

export const aRequest = (more: Partial<PlacementRequest> = {}): PlacementRequest => ({
  placementKey: '16607c8e-1e9c-4653-afcd-17cc234eb57a_1788264000000',
  conversationId: '16607c8e-1e9c-4653-afcd-17cc234eb57a',
  callbackKey: '2026-09-01T12:00:00.000Z',
  due: noon(0),
  trigger: 'scheduled',
  firedAt: noon(0, 12),
  attempt: 1,
  automation: 'support',
  queueId: 'queue',
  number: '0151 12345678',
  e164: '+4915112345678',
  name: 'Zoë Example',
  agentId: 'cd5078be-17d0-44d5-b5d0-2e11b9f77b2c',
  ...more,
});

export interface Targeted {
  readonly placer: Placer;
  /** Placement keys of the requests that reached the target. */
  keys(): Promise<readonly (string | undefined)[]>;
}

/** A target in one of the states that placers must tell apart; `undefined` where a placer has no such state. */
export interface PlacerTargets {
  readonly traits: Pick<Placer, 'kind' | 'repeatable'>;
  /** What there is to know of a placer that dials; `undefined` for one that does not. */
  readonly dialing?: Omit<Dialing, 'liveCheck'>;
  /** The target has no place for a placement key. */
  readonly takesNoKey?: true;
  /** The target takes the request. */
  taking(): Promise<Targeted>;
  /** The target says no, and will again. */
  refusing?(): Promise<Targeted>;
  /** The target says not now. */
  busy?(): Promise<Targeted>;
  /** Nobody is there: nothing can be sent. */
  absent?(): Promise<Targeted>;
  /** The target takes the request, and nobody hears what became of it. */
  breakingOff?(): Promise<Targeted>;
  silent?(): Promise<Targeted>;
  failing?(): Promise<Targeted>;
  /** What the request needs cannot be fetched. */
  unprepared?(): Promise<Targeted>;
  /** The target lets itself be cleaned up, and knows when there is nothing left to do. */
  clearable?(): Promise<Targeted>;
}

const WORDS = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Nothing was placed, and another try may succeed. */
const passes = (outcome: PlacementOutcome) =>
  outcome.kind === 'postponed' || (outcome.kind === 'refused' && !outcome.final);

/** What every placer must do. */
export function describePlacer(name: string, targets: PlacerTargets) {
  const { refusing, busy, absent, unprepared, clearable } = targets;

  describe(`${name} as a placer`, () => {
    it('tells what kind it is', async () => {
      const { placer } = await targets.taking();
      const { dialing } = targets;
      expect(placer).toMatchObject(targets.traits);
      expect(placer.dialing).toEqual(dialing && { ...dialing, liveCheck: placer.dialing?.liveCheck });
      expect(placer.dialing && placer.repeatable).not.toBe(true);
    });

    it('answers placed once its target has taken the request', async () => {
      const { placer } = await targets.taking();
      const place = await placer.prepare(aRequest());
      expect(await place(aRequest())).toEqual({ kind: 'placed' });
    });

    it('sends nothing before it is asked to place', async () => {
      const { placer, keys } = await targets.taking();
      await placer.prepare(aRequest());
      expect(await keys()).toEqual([]);
    });

    it('hands over the same placement key at each repetition', async () => {
      const { placer, keys } = await targets.taking();
      for (const attempt of [1, 2]) {
        const place = await placer.prepare(aRequest());
        await place(aRequest({ attempt }));
      }
      const key = targets.takesNoKey ? undefined : aRequest().placementKey;
      expect(await keys()).toEqual([key, key]);
    });

    it('places requests that know neither number nor name nor queue', async () => {
      const { placer } = await targets.taking();
      const { number: _number, name: _name, queueId: _queue, ...request } = aRequest();
      const place = await placer.prepare(aRequest());
      expect(await place(request)).toEqual({ kind: 'placed' });
    });

    if (refusing) {
      it('answers a final refusal when its target will say no again', async () => {
        const place = await (await refusing()).placer.prepare(aRequest());
        const outcome = await place(aRequest());
        expect(outcome).toEqual({ kind: 'refused', because: expect.stringMatching(WORDS), final: true });
      });
    }

    if (busy) {
      it('answers that nothing was placed for now when its target says not now', async () => {
        const place = await (await busy()).placer.prepare(aRequest());
        const outcome = await place(aRequest());
        expect(outcome).toMatchObject({ because: expect.stringMatching(WORDS) });
        expect(outcome).toSatisfy(passes);
      });
    }

    if (absent) {
      it('answers that nothing was placed for now when nothing can have been sent', async () => {
        const place = await (await absent()).placer.prepare(aRequest());
        expect(await place(aRequest())).toSatisfy(passes);
      });
    }

    for (const how of ['breakingOff', 'silent', 'failing'] as const) {
      const target = targets[how];
      if (!target) continue;
      it(`answers that it does not know when its target is ${how}`, async () => {
        const place = await (await target()).placer.prepare(aRequest());
        const outcome = await place(aRequest());
        expect(outcome).toEqual({ kind: 'unknown', because: expect.stringMatching(WORDS) });
      });
    }

    if (unprepared) {
      it('fails to prepare, and sends nothing, when what it needs is out of reach', async () => {
        const { placer, keys } = await unprepared();
        await expect(placer.prepare(aRequest())).rejects.toThrow();
        expect(await keys()).toEqual([]);
      });
    }

    if (clearable) {
      it('cleans up as often as it is asked', async () => {
        const { placer } = await clearable();
        for (const _ of [1, 2]) expect(await placer.cleanUp?.(aRequest().conversationId)).toBe('done');
      });
    }

    for (const how of ['absent', 'breakingOff', 'silent', 'failing'] as const) {
      const target = targets[how];
      if (!(clearable && target)) continue;
      it(`answers that it could not clean up when its target is ${how}`, async () => {
        const { placer } = await target();
        expect(await placer.cleanUp?.(aRequest().conversationId)).toBe('not-done');
      });
    }
  });
}
