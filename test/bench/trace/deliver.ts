import type { Random } from '#test/bench/random.ts';
import type { Life, Notification } from '#test/bench/trace/life.ts';

const SENT_AGAIN = 0.04;
const LATE = 0.03;

/** Notifications as they arrive: some are sent again, some overtake others. */
export function deliver({ notifications }: Life, random: Random): readonly Notification[] {
  const arrivals = notifications.flatMap((notification) => {
    const at = notification.at + (random.chance(LATE) ? random.whole(1000, 20_000) : 0);
    const again = { ...notification, at: at + random.whole(5000, 60_000) };
    return random.chance(SENT_AGAIN) ? [{ ...notification, at }, again] : [{ ...notification, at }];
  });
  return arrivals.toSorted((a, b) => a.at - b.at);
}
