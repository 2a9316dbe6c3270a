import type { Automation } from '#shared/domain/automation.ts';
import type { Callback } from '#shared/domain/callbacks-of.ts';
import type { Trigger } from '#shared/domain/conversation.ts';

/** The rule that applies to callbacks which no other claims, where any automation is to take them at all. */
const DEFAULT = 'default';

type Matched = Pick<Callback, 'automatedCallbackConfigId' | 'queueId'>;

/**
 * Finds the automation for a callback: by its `automatedCallbackConfigId`, else by its queue. An id that none knows,
 * and every `timeout`, take the default. `undefined` means that Genesys routes the callback to an agent as per normal.
 */
export function findAutomation(
  automations: ReadonlyMap<string, Automation>,
  callback: Matched,
  trigger: Trigger,
): Automation | undefined {
  const { automatedCallbackConfigId: configId, queueId } = callback;
  const candidates = [...automations.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const fits = ({ match }: Automation) => match.queueId === undefined || match.queueId === queueId;
  const byConfig = candidates.filter(
    ({ match }) => configId !== undefined && match.automatedCallbackConfigId === configId,
  );
  const byQueue = candidates.filter(
    ({ match }) =>
      match.automatedCallbackConfigId === undefined && queueId !== undefined && match.queueId === queueId,
  );
  // One that names both the id and the queue is more particular than one that names the id alone.
  const found = byConfig
    .filter(fits)
    .toSorted((a, b) => Number(!a.match.queueId) - Number(!b.match.queueId))[0];
  const takesDefault = configId !== undefined || trigger.kind === 'timeout';
  return found ?? byQueue[0] ?? (takesDefault ? automations.get(DEFAULT) : undefined);
}
