import { createRandom, type Random } from '#test/simulation/random.ts';
import { PLACERS, type PlacerName, type Story } from '#test/stories/story.ts';
import { tellCallbacks } from '#test/stories/tell-callbacks.ts';
import { tellTroubles } from '#test/stories/tell-troubles.ts';

/** Makes up a story from a seed. */
export function tellStory(seed: number): Story {
  const random = createRandom(seed);
  const placer = random.pick(PLACERS);
  const callbacks = tellCallbacks(random, placer);
  const dues = callbacks.flatMap(({ due, acts }) => [due, ...acts.flatMap(({ to }) => to ?? [])]);
  const someDue = () => dues[random.whole(0, dues.length - 1)] ?? 0;
  const around = () => Math.max(0, someDue() + random.pick([-300, -20, -1, 0, 1, 40, 120, 700]));
  return {
    seed,
    placer,
    callbacks,
    ...anAutomation(random, placer),
    ...theSurroundings(random),
    ...tellTroubles(random, placer, around),
  };
}

const anAutomation = (random: Random, placer: PlacerName) => ({
  placeOnTimeout: placer === 'genesys-call' || random.chance(0.5),
  maxLateness: random.pick([60, 900, 14_400, 14_400]),
  maxAttempts: random.pick([1, 2, 5, 5]),
  requestsPerMinute: random.pick([4, 30, 270, 270]),
  ...(random.chance(0.2) && { ratePerMinute: random.pick([2, 10, 60]) }),
  ...(random.chance(0.2) && {
    hours: random.pick<NonNullable<Story['hours']>>([
      { from: '08:00', to: '18:00' },
      { from: '11:30', to: '12:00' },
      { from: '22:00', to: '06:00' },
    ]),
  }),
  ...(random.chance(0.2) && { leaveIfReachedWithin: random.pick([600, 14_400]) }),
});

const theSurroundings = (random: Random) => ({
  topics: random.chance(0.5) ? ALL_TOPICS : random.pick(TOPICS),
  wire: aWire(random),
  answers: random.chance(0.7),
  latencyMs: random.pick([0, 5, 50, 400]),
  twice: random.pick([0, 0.3, 1]),
  ...(random.chance(0.6) && {
    operator: {
      after: random.pick([0, 30, 600, 7200, 90_000]),
      otherwise: random.pick(['place-again', 'give-up']),
    },
  }),
});

function aWire(random: Random): Story['wire'] {
  if (random.chance(0.4)) return { copies: 1, lost: 0, lateMs: 0, jitterMs: 0, isUnstamped: false };
  return {
    copies: random.pick([1, 2, 3]),
    lost: random.pick([0, 0, 0.1, 0.5]),
    lateMs: random.pick([0, 100, 1500, 40_000]),
    jitterMs: random.pick([0, 300, 5000, 90_000, 900_000]),
    isUnstamped: random.chance(0.3),
  };
}

const ALL_TOPICS: Story['topics'] = ['callbacks', 'all-media', 'detail-events'];
const TOPICS: readonly [Story['topics'], ...Story['topics'][]] = [
  ALL_TOPICS,
  ['callbacks'],
  ['all-media'],
  ['detail-events'],
  ['callbacks', 'detail-events'],
  ['callbacks', 'all-media'],
  ['all-media', 'detail-events'],
];
