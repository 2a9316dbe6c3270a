import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENESYS_SECRET } from '#local/genesys/default-placers.ts';
import { CUSTOMER_FIRST_QUEUE } from '#local/genesys/defaults.ts';

/** The automations that callbacks choose among, by their `automatedCallbackConfigId`. */
export type Automation = 'dial' | 'hand-over' | 'announce';

/** The name of the receiver's secret. */
export const RECEIVER_SECRET_NAME = 'receiver/signing';

/** Declares the placers and automations in the data directory of a stack that is still to start. */
export function writeSettings(dataDir: string, urls: { genesys: string; receiver: string }): void {
  const placers = {
    dial: {
      kind: 'genesys-callback',
      genesys: { url: urls.genesys, secret: GENESYS_SECRET, requestsPerMinute: 10_000 },
      queueId: CUSTOMER_FIRST_QUEUE.id,
    },
    'hand-over': { kind: 'signed-http', url: urls.receiver, secret: RECEIVER_SECRET_NAME },
  };
  writeFileSync(join(dataDir, 'placers.json'), JSON.stringify(placers));
  const automations = join(dataDir, 'parameters/callback-automation/local/automations');
  mkdirSync(automations, { recursive: true });
  for (const placer of ['dial', 'hand-over', 'announce'] satisfies Automation[]) {
    const automation = {
      placer,
      match: { automatedCallbackConfigId: placer },
      retry: { after: 1, atMost: 5 },
      maxAttempts: 20,
    };
    writeFileSync(join(automations, `${placer}.json`), JSON.stringify(automation));
  }
}
