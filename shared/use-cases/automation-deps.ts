import type { Announcer } from '#shared/ports/announcer.ts';
import type { Customers } from '#shared/ports/customers.ts';
import type { Placer } from '#shared/ports/placer.ts';
import type { SettingsSource } from '#shared/ports/settings.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';
import type { TimerQueue } from '#shared/ports/timer-queue.ts';
import type { Pacer } from '#shared/use-cases/pacer.ts';
import type { SaveDeps } from '#shared/use-cases/save-transition.ts';

/** What the automation works with. */
export interface AutomationDeps extends SaveDeps {
  readonly timers: TimerQueue;
  readonly announcer: Announcer;
  /** By the name that automations give. */
  readonly placers: ReadonlyMap<string, Placer>;
  readonly settings: SettingsSource;
  readonly pacer: Pacer;
  /** Which customers agents reached; absent where the stage does not note it. */
  readonly customers?: Customers;
  /** A number in E.164, where it is a valid one; `country` is what those without a country code belong to. */
  readonly toE164: (number: string | undefined, country: string | undefined) => string | undefined;
  readonly telemetry: Telemetry;
  /** Makes a token that nobody else makes. */
  readonly newToken: () => string;
}
