import { durationMs, type EpochMs, minutes, plus, seconds } from '#shared/domain/time.ts';
import { NOON } from '#test/builders/times.ts';
import type { Genesys } from '#test/simulation/genesys.ts';
import type { History, PlacerName } from '#test/simulation/history.ts';

type Topic = History['topics'][number];

/** When the callback of every story is scheduled, unless somebody moves it. */
export const DUE: EpochMs = plus(NOON, minutes(10));

/** What ingest is told while a timer fires. */
export interface Story {
  readonly name: string;
  /** What is subscribed to. */
  readonly topics: readonly Topic[];
  /** Which of them tells ingest; what the others tell comes later. */
  readonly tells: Topic;
  /** `news`: of what happens meanwhile. `again`: what was recorded before. `late`: what that had overtaken. */
  readonly told: 'news' | 'again' | 'late';
  readonly createdFor: EpochMs;
  /** What has happened before; the newest of it is recorded. */
  readonly before: readonly ((genesys: Genesys, id: string) => void)[];
  readonly happens: (genesys: Genesys, id: string) => void;
  readonly trigger: 'scheduled' | 'timeout';
  /** When its timer fires. */
  readonly fires: EpochMs;
  /** Once recorded, it keeps the callback from being claimed for the old time. */
  readonly forbids: boolean;
  /** How many calls there are if nobody dies or is too slow; where it was moved, for the new time. */
  readonly calls: 'at-most-one' | 'one' | { readonly at: EpochMs };
}

const tell = (name: string, more: Partial<Story>): Story => ({
  name,
  topics: ['callbacks'],
  tells: 'callbacks',
  told: 'news',
  createdFor: DUE,
  before: [],
  happens: () => undefined,
  trigger: 'scheduled',
  fires: DUE,
  forbids: false,
  calls: 'at-most-one',
  ...more,
});

const ends: Story['happens'] = (genesys, id) => genesys.end(id);
const touches: Story['happens'] = (genesys, id) => genesys.touch(id);
const isCalled: Story['happens'] = (genesys, id) => genesys.dial(id, true);
const isConnected: Story['happens'] = (genesys, id) => genesys.connect(id, 'connect');
const isMovedTo =
  (at: EpochMs): Story['happens'] =>
  (genesys, id) =>
    genesys.reschedule(id, at);

const ALL_MEDIA = { topics: ['all-media'], tells: 'all-media' } as const;
const DETAIL_EVENT = { topics: ['callbacks', 'detail-events'], tells: 'detail-events' } as const;

const movedBy = (name: string, length: number): Story => {
  const at = plus(DUE, durationMs(length));
  return tell(name, { happens: isMovedTo(at), forbids: true, calls: { at } });
};

/** What can meet the timer of the scheduled time. */
const SCHEDULED: readonly Story[] = [
  tell('a cancel', { happens: ends, forbids: true }),
  tell('a cancel told by a detail event', { ...DETAIL_EVENT, happens: ends, forbids: true }),
  tell('a cancel told with calls', { ...ALL_MEDIA, happens: ends, forbids: true }),
  movedBy('a move by 2 hours', minutes(120)),
  movedBy('a move by 3 days', minutes(3 * 24 * 60)),
  movedBy('a move by 62 seconds', seconds(62)),
  { ...movedBy('a move by 45 seconds', seconds(45)), calls: 'one' },
  { ...movedBy('a move to the past', minutes(-8)), calls: 'one' },
  tell('a call by hand', { ...ALL_MEDIA, happens: isCalled, forbids: true }),
  tell('an agent who connects', { happens: isConnected, forbids: true }),
  tell('a plain snapshot', { happens: touches, calls: 'one' }),
  tell('a plain snapshot with calls', { ...ALL_MEDIA, happens: touches, calls: 'one' }),
  tell('a duplicate', { told: 'again', calls: 'one' }),
  tell('old news of another time', {
    told: 'late',
    createdFor: plus(DUE, minutes(60)),
    before: [isMovedTo(DUE)],
    calls: 'one',
  }),
];

/** How long an agent has, before the callback is placed for them. */
export const TIMEOUT = seconds(30);
const CONNECTED: EpochMs = plus(NOON, minutes(5));

const inHand = (name: string, more: Partial<Story>): Story =>
  tell(`${name}, while an agent has it`, {
    before: [isConnected],
    trigger: 'timeout',
    fires: plus(CONNECTED, TIMEOUT),
    ...more,
  });

/** What can meet the timer of an agent whose time runs out. */
const TIMED_OUT: readonly Story[] = [
  inHand('a cancel', { happens: ends, forbids: true }),
  inHand('a cancel told by a detail event', { ...DETAIL_EVENT, happens: ends, forbids: true }),
  inHand('an agent who leaves', { happens: (genesys, id) => genesys.leave(id), forbids: true }),
  inHand('a move by 2 hours', { happens: isMovedTo(plus(DUE, minutes(120))), forbids: true }),
  inHand('a call by the agent', { ...ALL_MEDIA, happens: isCalled, forbids: true }),
  inHand('a plain snapshot', { happens: touches, calls: 'one' }),
  inHand('a duplicate', { told: 'again', calls: 'one' }),
];

/** When what has happened before does: the agent connects in the middle. */
export const BEFORE_AT: EpochMs = CONNECTED;

/** Everything that can meet the timer of a placer that acts so. */
export const storiesOf = (placer: PlacerName): readonly Story[] =>
  placer === 'genesys-call' ? [...SCHEDULED, ...TIMED_OUT] : SCHEDULED;
