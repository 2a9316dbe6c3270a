/** What the stack printed of the events on its bus: read from outside, so that it outlives every kill. */

export interface AnnouncedLine {
  readonly type: string;
  readonly conversationId: string;
  readonly outcome: string;
  readonly reason?: string;
  /** When it was on the bus, and how long after its due; the latter is missing where the callback was left. */
  readonly at: number;
  readonly lateMs?: number;
}

const LINE =
  /^(\d\d:\d\d:\d\d\.\d{3}) {2}(Callback\w+) {2}conversation (\S+) {2}(\w+)(?:: (\S+))? {2}\(\w+(?:, (-?\d+) ms after its due)?\)$/;

const DAY_MS = 86_400_000;

export function announcedLines(output: string, now: number): AnnouncedLine[] {
  return output.split('\n').flatMap((line) => {
    const [, time, type, conversationId, outcome, reason, late] = LINE.exec(line) ?? [];
    if (!time || !type || !conversationId || !outcome) return [];
    return [
      {
        type,
        conversationId,
        outcome,
        ...(reason !== undefined && { reason }),
        at: latestInstantAt(time, now),
        ...(late !== undefined && { lateMs: Number(late) }),
      },
    ];
  });
}

/** A line tells no date: the last time that a clock in UTC showed this. */
function latestInstantAt(time: string, now: number): number {
  const today = Date.parse(`${new Date(now).toISOString().slice(0, 10)}T${time}Z`);
  return today > now ? today - DAY_MS : today;
}
