import { createMemoryAnnouncer } from '#shared/adapters/memory/memory-announcer.ts';
import { createMemoryQuarantine } from '#shared/adapters/memory/memory-quarantine.ts';
import { createMemoryTimerQueue } from '#shared/adapters/memory/memory-timer-queue.ts';
import { describeAnnouncer } from '#test/contract/announcer.contract.ts';
import { describeQuarantine } from '#test/contract/quarantine.contract.ts';
import { describeTimerQueue } from '#test/contract/timer-queue.contract.ts';

describeTimerQueue(
  'memory',
  async () => {
    const queue = createMemoryTimerQueue();
    return { queue, received: async () => queue.sent };
  },
  async () => Object.assign(createMemoryTimerQueue(), { isDown: true }),
);

describeAnnouncer(
  'memory',
  async () => {
    const announcer = createMemoryAnnouncer();
    const taken = async () => announcer.announced.map(({ type, outcome }) => `${type} ${outcome}`);
    return { announcer, taken };
  },
  async () => Object.assign(createMemoryAnnouncer(), { isDown: true }),
);

describeQuarantine('memory', async () => {
  const quarantine = createMemoryQuarantine();
  return { quarantine, kept: async () => quarantine.kept };
});
