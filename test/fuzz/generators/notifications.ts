import { inEnvelope } from '#test/fuzz/generators/envelopes.ts';
import type { Draft } from '#test/fuzz/generators/from-schema.ts';
import { aBody, SHAPE_NAMES } from '#test/fuzz/generators/shapes.ts';
import { aConversationId, type Dialect } from '#test/fuzz/generators/words.ts';
import { createRandom, type Random } from '#test/simulation/random.ts';

const DENSITIES = [0.03, 0.15, 0.15, 0.3, 0.3, 0.5, 0.9] as const;

/** A notification, and how many values it has that could have been spoiled. */
export interface Drawn {
  readonly value: unknown;
  readonly values: number;
}

/** Draws one notification of one conversation, in an envelope. The same seed gives the same in both dialects. */
export function drawNotification(
  seed: number,
  dialect: Dialect,
  conversationId: string,
  how: { readonly density?: number; readonly spoilAt?: number } = {},
): Drawn {
  const random = createRandom(seed);
  const density = how.density ?? random.pick(DENSITIES);
  const draft: Draft = {
    random,
    dialect,
    density,
    drawn: 0,
    ...(how.spoilAt !== undefined && { spoilAt: how.spoilAt }),
  };
  const value = inEnvelope(aBody(random.pick(SHAPE_NAMES), conversationId, draft), draft);
  return { value, values: draft.drawn };
}

/** One notification, an array of 1 to 6, or now and then a long array in which a conversation has a long life. */
export function aNotification(random: Random): { readonly lower: unknown; readonly upper: unknown } {
  const seeds = Array.from({ length: lengthOf(random) }, () => random.whole(0, 2 ** 31));
  const ids = seeds.map(() => aConversationId(random));
  const isOneStory = random.chance(0.5);
  const isLong = seeds.length > 6;
  const draw = (dialect: Dialect) => {
    const values = seeds.map(
      (seed, at) =>
        drawNotification(
          seed,
          dialect,
          (isOneStory ? ids[0] : ids[at]) ?? '',
          isLong ? { density: 0.15 } : {},
        ).value,
    );
    return isArray ? values : values[0];
  };
  const isArray = seeds.length > 1 || random.chance(0.05);
  return { lower: draw('lower'), upper: draw('upper') };
}

function lengthOf(random: Random): number {
  const dice = random.next();
  if (dice < 0.93) return 1;
  return dice < 0.998 ? random.whole(2, 6) : random.whole(7, 60);
}
