import { explore } from '#test/simulation/interleavings/explore.ts';
import { judgeRace } from '#test/simulation/interleavings/judge-race.ts';
import { beginRace } from '#test/simulation/interleavings/race.ts';
import type { Setting } from '#test/simulation/interleavings/setting.ts';

/** Has a setting happen in every order. */
export const enumerate = (setting: Setting, merges = true) =>
  explore({ begin: () => beginRace(setting), judge: judgeRace, merges });

/** Tells the first order that was judged to be wrong; nothing, where none was. */
export const describeWrong = ({ wrong }: Awaited<ReturnType<typeof enumerate>>): string =>
  wrong ? [...wrong.order, ...wrong.violations.map(({ what, about }) => `${what}: ${about}`)].join('\n') : '';
