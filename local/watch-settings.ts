import { SSMClient } from '@aws-sdk/client-ssm';
import { every } from '#local/every.ts';
import { PARAMETER_PATH } from '#local/provision.ts';
import { systemClock } from '#shared/adapters/clock/system-clock.ts';
import type { StageSettings } from '#shared/adapters/ssm/read-automation.ts';
import { createSettingsSource } from '#shared/adapters/ssm/settings-source.ts';
import type { LogFields, Telemetry } from '#shared/ports/telemetry.ts';

const EVERY_MS = 2000;

/**
 * Reads the settings again and again, and prints what is wrong with them, each time that it changes.
 *
 * The automation reads them only when a callback comes due, and logs it: too late for whoever has just edited a file.
 */
export function watchSettings(
  stage: StageSettings,
  print: (line: string) => void,
): { stop(): Promise<void> } {
  const client = new SSMClient();
  let last = '';
  const look = async () => {
    const faults = (await faultsIn(client, stage)).join('\n');
    if (faults !== last) print(faults === '' ? 'settings: all can be read again' : faults);
    last = faults;
  };
  void look();
  const watching = every(EVERY_MS, look);
  return {
    async stop() {
      await watching.stop();
      client.destroy();
    },
  };
}

async function faultsIn(client: SSMClient, stage: StageSettings): Promise<readonly string[]> {
  const faults: string[] = [];
  const telemetry: Telemetry = {
    info: () => {},
    warn: (event, fields) => void faults.push(settingsLine(event, fields)),
    // Where a broken parameter is why, its own line says more.
    error: (event) => void (faults.length === 0 && faults.push(settingsLine(event))),
    count: () => {},
    duration: () => {},
  };
  // A new source each time: it has nothing cached, and does not know what was good before.
  const source = createSettingsSource(client, PARAMETER_PATH, { ...stage, clock: systemClock, telemetry });
  await source.current().catch(() => {});
  return faults;
}

/** Says a log line of the settings in words for people. */
export function settingsLine(event: string, { parameter, field, expected }: LogFields = {}): string {
  if (event !== 'settings.broken') {
    return `${event}: the parameters cannot be read; the last ones are used; where there are none, callbacks wait`;
  }
  const where = field === '' || field === undefined ? 'the value' : field;
  return `${event}: ${parameter}: ${where}: expected ${expected}; its last good value is used; where there is none, its callbacks wait`;
}
