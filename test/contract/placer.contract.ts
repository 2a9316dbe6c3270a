import { describe, expect, it } from 'vitest';
import type { PlacementRequest, Placer } from '#shared/ports/placer.ts';
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
  number: '+4915112345678',
  name: 'Zoë Example',
  ...more,
});

export interface Targeted {
  readonly placer: Placer;
  /** Placement keys of the requests that reached the target. */
  keys(): Promise<readonly (string | undefined)[]>;
}

/** A target in one of the states that placers must tell apart; `undefined` where a placer has no such state. */
export interface PlacerTargets {
  readonly traits: Pick<Placer, 'kind' | 'dials' | 'repeatable'>;
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
}

const WORDS = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What every placer must do. */
export function describePlacer(name: string, targets: PlacerTargets) {
  const { refusing, busy, absent, unprepared } = targets;

  describe(`${name} as a placer`, () => {
    it('tells what kind it is', async () => {
      const { placer } = await targets.taking();
      expect(placer).toMatchObject(targets.traits);
    });

    it('answers placed once its target has taken the request', async () => {
      const { placer } = await targets.taking();
      const place = await placer.prepare();
      expect(await place(aRequest())).toEqual({ kind: 'placed' });
    });

    it('sends nothing before it is asked to place', async () => {
      const { placer, keys } = await targets.taking();
      await placer.prepare();
      expect(await keys()).toEqual([]);
    });

    it('hands over the same placement key at each repetition', async () => {
      const { placer, keys } = await targets.taking();
      for (const attempt of [1, 2]) {
        const place = await placer.prepare();
        await place(aRequest({ attempt }));
      }
      const { placementKey } = aRequest();
      expect(await keys()).toEqual([placementKey, placementKey]);
    });

    it('places requests that know neither number nor name nor queue', async () => {
      const { placer } = await targets.taking();
      const { number: _number, name: _name, queueId: _queue, ...request } = aRequest();
      const place = await placer.prepare();
      expect(await place(request)).toEqual({ kind: 'placed' });
    });

    if (refusing) {
      it('answers a final refusal when its target will say no again', async () => {
        const place = await (await refusing()).placer.prepare();
        const outcome = await place(aRequest());
        expect(outcome).toEqual({ kind: 'refused', because: expect.stringMatching(WORDS), final: true });
      });
    }

    if (busy) {
      it('answers a refusal that passes when its target says not now', async () => {
        const place = await (await busy()).placer.prepare();
        expect(await place(aRequest())).toMatchObject({
          kind: 'refused',
          because: expect.stringMatching(WORDS),
          final: false,
        });
      });
    }

    if (absent) {
      it('answers a refusal that passes when nothing can have been sent', async () => {
        const place = await (await absent()).placer.prepare();
        expect(await place(aRequest())).toMatchObject({ kind: 'refused', final: false });
      });
    }

    for (const how of ['breakingOff', 'silent', 'failing'] as const) {
      const target = targets[how];
      if (!target) continue;
      it(`answers that it does not know when its target is ${how}`, async () => {
        const place = await (await target()).placer.prepare();
        const outcome = await place(aRequest());
        expect(outcome).toEqual({ kind: 'unknown', because: expect.stringMatching(WORDS) });
      });
    }

    if (unprepared) {
      it('fails to prepare, and sends nothing, when what it needs is out of reach', async () => {
        const { placer, keys } = await unprepared();
        await expect(placer.prepare()).rejects.toThrow();
        expect(await keys()).toEqual([]);
      });
    }
  });
}
