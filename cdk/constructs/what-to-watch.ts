import type { Watched } from '#cdk/constructs/alarm-list.ts';
import type { Functions } from '#cdk/constructs/functions.ts';
import type { State } from '#cdk/constructs/state.ts';
import type { Webhook } from '#cdk/constructs/webhook.ts';

/** Picks what alarms and the dashboard watch. */
export function whatToWatch(stage: string, state: State, functions: Functions, { api }: Webhook): Watched {
  return {
    stage,
    api,
    functions: {
      ingest: functions.ingest.function,
      sweep: functions.sweep.function,
      automation: functions.automation.function,
      query: functions.query.function,
      operator: functions.operator.function,
    },
    deadLetters: {
      notifications: state.notifications.deadLetters,
      timers: state.timers.deadLetters,
      quarantine: state.quarantine.deadLetters,
      sweep: functions.sweepDeadLetters,
    },
    quarantine: state.quarantine.bodies,
    notifications: state.notifications.queue,
  };
}
