import type { Announcer } from '#shared/ports/announcer.ts';
import type { Placer } from '#shared/ports/placer.ts';
import type { SettingsSource } from '#shared/ports/settings.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import type { TimerQueue } from '#shared/ports/timer-queue.ts';
import type { SaveDeps } from '#shared/use-cases/save-transition.ts';

/** What the automation works with. */
export interface AutomationDeps extends SaveDeps {
  readonly timers: TimerQueue;
  readonly announcer: Announcer;
  /** By the name that automations give. */
  readonly placers: ReadonlyMap<string, Placer>;
  readonly settings: SettingsSource;
  readonly telemetry: Telemetry;
  /** Makes a token that nobody else makes. */
  readonly newToken: () => string;
}
