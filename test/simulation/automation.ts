import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { Announcement } from '#shared/domain/announcement.ts';
import type { Automation } from '#shared/domain/automation.ts';
import { seconds } from '#shared/domain/time.ts';
import type { Announcer } from '#shared/ports/announcer.ts';
import type { Customers } from '#shared/ports/customers.ts';
import type { RateStore } from '#shared/ports/rate-store.ts';
import type { AutomationDeps } from '#shared/use-cases/automation-deps.ts';
import { createPacer } from '#shared/use-cases/pacer.ts';
import type { ChangeDeps } from '#shared/use-cases/save-transition.ts';
import { customersOf } from '#test/simulation/customers.ts';
import type { History } from '#test/simulation/history.ts';
import { placerOf, type Surroundings } from '#test/simulation/placers.ts';
import type { Run } from '#test/simulation/run.ts';

interface Around extends Surroundings {
  readonly rates: RateStore;
  /** Missing where nobody notes whom an agent reached. */
  readonly customers?: Customers;
  readonly operator: (announcement: Announcement) => void;
}

/** What a run of the automation works with. */
export function automationDepsOf(around: Around, run: Run, changes: ChangeDeps): AutomationDeps {
  const { scene, ask, truth, rates, customers } = around;
  const { history, isNow } = scene;
  let tokens = 0;
  const paced: RateStore = {
    load: (client) => ask(run, 'rates', 'loads the rate', () => rates.load(client)),
    saveIfUnchanged: (client, rate) =>
      ask(run, 'rates', 'saves the rate', () => rates.saveIfUnchanged(client, rate)),
  };
  return {
    ...changes,
    placers: new Map([[history.placer, placerOf(around, run)]]),
    announcer: announcerOf(around, run),
    settings: {
      current: () =>
        ask(run, 'settings', 'reads the settings', () => ({
          paused: history.pauses.some(isNow),
          automations: automationsOf(history),
        })),
    },
    ...(customers && { customers: customersOf(customers, ask, truth, run) }),
    pacer: createPacer({ rates: paced, clock: run.clock, random: scene.random.next }),
    toE164: (number) => number,
    newToken: () => `${run.name} ${++tokens}`,
  };
}

const announcerOf = ({ ask, scene, truth, operator }: Around, run: Run): Announcer => ({
  announce: (announcement) =>
    ask(run, 'bus', `announces ${announcement.type} ${announcement.reason ?? ''}`, () => {
      truth.announced.push({ ...announcement, at: scene.time.now() });
      operator(announcement);
    }),
});

function automationsOf(history: History) {
  const { placer, placeOnTimeout, maxLateness, maxAttempts, leaveIfReachedWithin } = history;
  const automation: Automation = {
    ...DEFAULT_AUTOMATION,
    placer,
    placeOnTimeout,
    maxLateness: seconds(maxLateness),
    maxAttempts,
    ...(leaveIfReachedWithin !== undefined && { leaveIfReachedWithin: seconds(leaveIfReachedWithin) }),
  };
  const own = { ...automation, id: 'own', match: { automatedCallbackConfigId: 'config' } };
  return new Map([
    ['default', automation],
    ['own', own],
  ]);
}
