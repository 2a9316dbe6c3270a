import { describe, expect, it } from 'vitest';
import { MORTALS, PAIR, TWINS } from '#test/simulation/interleavings/cast.ts';
import { enumerate } from '#test/simulation/interleavings/enumerate.ts';
import {
  ALWAYS_OPEN,
  CLAIM_WINS,
  LEASE_OVER_IS_FREE,
  WITHOUT_VERSIONS,
} from '#test/simulation/interleavings/planted-bugs.ts';
import { storiesOf } from '#test/simulation/interleavings/story.ts';

const BUGS = [
  {
    bug: 'a claim that wins over what was recorded since',
    plant: CLAIM_WINS,
    cast: PAIR,
    placer: 'lambda',
    story: 'a cancel',
    found: 'claimed-though-ended',
  },
  {
    bug: 'a claim that wins over a move that was recorded since',
    plant: CLAIM_WINS,
    cast: PAIR,
    placer: 'genesys-callback',
    story: 'a move by 2 hours',
    found: 'claimed-though-moved',
  },
  {
    bug: 'saves without a version',
    plant: WITHOUT_VERSIONS,
    cast: TWINS,
    placer: 'lambda',
    story: 'a duplicate',
    found: 'two-calls',
  },
  {
    bug: 'a live check that always says that the callback is open',
    plant: ALWAYS_OPEN,
    cast: PAIR,
    placer: 'genesys-call',
    story: 'a cancel',
    found: 'called-against-genesys',
  },
  {
    bug: 'a lease that is over and taken for free',
    plant: LEASE_OVER_IS_FREE,
    cast: MORTALS,
    placer: 'lambda',
    story: 'a plain snapshot',
    found: 'two-calls',
  },
] as const;

/** They took 3, 6, 15, 23 and 5 when this was written. */
const MOST_RUNS = 100;

describe('enumeration', () => {
  it.each(BUGS)('finds $bug', async ({ plant, cast, placer, story: name, found }) => {
    const story = storiesOf(placer).find((one) => one.name === name);
    if (story === undefined) throw new Error(`There is no story of ${name}.`);
    const { wrong, runs } = await enumerate({ cast, placer, story, plant });
    expect(wrong?.violations.map(({ what }) => what)).toContain(found);
    expect(runs).toBeLessThanOrEqual(MOST_RUNS);
  });
});
