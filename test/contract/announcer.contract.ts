import { describe, expect, it } from 'vitest';
import type { Announcement } from '#shared/domain/announcement.ts';
import type { Announcer } from '#shared/ports/announcer.ts';
import { noon } from '#test/builders/times.ts';

export const anAnnouncement = (more: Partial<Announcement> = {}): Announcement => ({
  type: 'CallbackLeft',
  conversationId: '16607c8e-1e9c-4653-afcd-17cc234eb57a',
  callbackKey: '2026-09-01T12:00:00.000Z',
  placementKey: '16607c8e-1e9c-4653-afcd-17cc234eb57a_1788264000000',
  due: noon(0),
  trigger: 'scheduled',
  firedAt: noon(0, 12),
  outcome: 'left',
  ...more,
});

export interface Announced {
  readonly announcer: Announcer;
  /** Types and outcomes of what the bus took, oldest first. */
  taken(): Promise<readonly string[]>;
}

/** What every announcer must do; `createDown` makes one whose bus takes nothing. */
export function describeAnnouncer(
  name: string,
  create: () => Promise<Announced>,
  createDown: () => Promise<Announcer>,
) {
  describe(`${name} as an announcer`, () => {
    it('has announced once it resolves', async () => {
      const { announcer, taken } = await create();
      await announcer.announce(anAnnouncement());
      await announcer.announce(anAnnouncement({ type: 'CallbackPlaced', outcome: 'placed' }));
      expect(await taken()).toEqual(['CallbackLeft left', 'CallbackPlaced placed']);
    });

    it('rejects when the bus did not take it', async () => {
      const announcer = await createDown();
      await expect(announcer.announce(anAnnouncement())).rejects.toThrow();
    });
  });
}
