import { paginateGetParametersByPath, type SSMClient } from '@aws-sdk/client-ssm';
import { createRefreshed } from '#shared/adapters/cache/refreshed.ts';
import type { StageSettings } from '#shared/adapters/ssm/read-automation.ts';
import {
  type BrokenParameter,
  type Parameters,
  readSettings,
  UnreadableAutomationError,
} from '#shared/adapters/ssm/read-settings.ts';
import { seconds } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Settings, SettingsSource } from '#shared/ports/settings.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

const FRESH_FOR = seconds(15);

export interface SettingsDeps extends StageSettings {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Reads the settings from Systems Manager's parameters below `path`. While they are out of reach the last ones stay
 * in force; it rejects only as long as none were ever readable.
 */
export function createSettingsSource(client: SSMClient, path: string, deps: SettingsDeps): SettingsSource {
  const { clock, telemetry } = deps;
  let lastGood: Settings | undefined;

  async function fetchSettings(): Promise<Settings> {
    const parameters = await fetchParameters(client, path);
    const { settings, broken } = readSettings(parameters, lastGood, deps);
    report(broken);
    lastGood = settings;
    return settings;
  }

  function report(broken: readonly BrokenParameter[]): void {
    for (const { parameter, path: field, expected } of broken) {
      telemetry.warn('settings.broken', { parameter, field, expected });
    }
    if (broken.length > 0) telemetry.count('settings.broken', broken.length);
  }

  const current = createRefreshed({
    clock,
    freshFor: FRESH_FOR,
    fetch: fetchSettings,
    onFailure: (error) => {
      if (error instanceof UnreadableAutomationError) report(error.broken);
      telemetry.error('settings.unread', error);
      telemetry.count('settings.unread');
    },
  });
  return { current: () => current() };
}

async function fetchParameters(client: SSMClient, path: string): Promise<Parameters> {
  const parameters = new Map<string, string>();
  const pages = paginateGetParametersByPath(
    { client },
    { Path: path, Recursive: true, WithDecryption: true },
  );
  for await (const { Parameters = [] } of pages) {
    for (const { Name, Value } of Parameters) {
      if (Name !== undefined) parameters.set(Name.slice(path.length + 1), Value ?? '');
    }
  }
  return parameters;
}
