import { bend } from '#test/fuzz/generators/bend.ts';
import { aDamagedFixture, damaged, strangeBytes } from '#test/fuzz/generators/broken-bytes.ts';
import { FIXTURES } from '#test/fuzz/generators/fixtures.ts';
import { aNotification, drawNotification } from '#test/fuzz/generators/notifications.ts';
import { aCrowd } from '#test/fuzz/generators/shapes.ts';
import { toBytes } from '#test/fuzz/generators/to-bytes.ts';
import { aConversationId } from '#test/fuzz/generators/words.ts';
import type { Input } from '#test/fuzz/input.ts';
import { createRandom, type Random } from '#test/simulation/random.ts';

function asSent(random: Random): Input {
  const { lower, upper } = aNotification(random);
  return { family: 'as sent', bytes: toBytes(lower), twin: toBytes(upper), promise: 'accepted' };
}

/** Its conversation is named by the request's path, and by the body as well or not at all. */
function namedByPath(random: Random): Input {
  const pathId = aConversationId(random);
  const { value } = drawNotification(random.whole(0, 2 ** 31), 'lower', random.chance(0.5) ? pathId : '');
  return { family: 'named by path', bytes: toBytes(value), pathId, promise: 'accepted' };
}

/** More participants than any conversation has. */
function crowded(random: Random): Input {
  const draft = { random, dialect: 'lower', density: 0.04, drawn: 0 } as const;
  return { family: 'crowded', bytes: toBytes(aCrowd(aConversationId(random), draft)), promise: 'accepted' };
}

/** One known field of a body that would be taken has a value that its kind does not have. */
function spoiled(random: Random): Input {
  const seed = random.whole(0, 2 ** 31);
  const id = aConversationId(random);
  const { values } = drawNotification(seed, 'lower', id);
  const spoilAt = random.whole(0, values - 1);
  const { value } = drawNotification(seed, 'lower', id, { spoilAt });
  return { family: 'spoiled', bytes: toBytes(value), promise: 'unobserved' };
}

function bent(random: Random): Input {
  const { lower } = aNotification(random);
  const pathId = random.chance(0.05) ? { pathId: aConversationId(random) } : {};
  return { family: 'bent', bytes: toBytes(bend(lower, random.whole(1, 3), random)), ...pathId };
}

function bentFixture(random: Random): Input {
  const fixture: unknown = JSON.parse(FIXTURES[random.whole(0, FIXTURES.length - 1)]?.toString('utf8') ?? '');
  return { family: 'bent fixture', bytes: toBytes(bend(fixture, random.whole(0, 3), random)) };
}

const damagedNotification = (random: Random): Input => ({
  family: 'damaged',
  bytes: damaged(Buffer.from(toBytes(aNotification(random).lower)), random),
});

const FAMILIES: readonly (readonly [share: number, (random: Random) => Input])[] = [
  [0.29, asSent],
  [0.01, crowded],
  [0.05, namedByPath],
  [0.15, spoiled],
  [0.25, bent],
  [0.08, bentFixture],
  [0.05, damagedNotification],
  [0.06, (random) => ({ family: 'damaged fixture', bytes: aDamagedFixture(random) })],
  [0.06, (random) => ({ family: 'strange bytes', bytes: strangeBytes(random) })],
];

/** The input at a place of a run: the same for every run of a seed. */
export function inputAt(seed: number, place: number): Input {
  const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ place);
  let dice = random.next();
  for (const [share, make] of FAMILIES) {
    if (dice < share) return make(random);
    dice -= share;
  }
  return asSent(random);
}
