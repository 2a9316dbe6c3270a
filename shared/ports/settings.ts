import type { Automation } from '#shared/domain/automation.ts';

/** What operators can change without a deploy. */
export interface Settings {
  readonly paused: boolean;
  /** By id. The automation `default` is always among them. */
  readonly automations: ReadonlyMap<string, Automation>;
}

export interface SettingsSource {
  /** At most 15 s old. Rejects when none were ever readable; callers then leave the callback due. */
  current(): Promise<Settings>;
}
