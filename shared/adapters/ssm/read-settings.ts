import { heldAutomation, readAutomation, type StageSettings } from '#shared/adapters/ssm/read-automation.ts';
import { DEFAULT_AUTOMATION } from '#shared/config/automation-parameter.ts';
import type { ConfigIssue } from '#shared/config/describe-issue.ts';
import type { Automation } from '#shared/domain/automation.ts';
import type { Settings } from '#shared/ports/settings.ts';

/** Values by the part of the parameter's name that follows the path: `paused`, `automations/<id>`. */
export type Parameters = ReadonlyMap<string, string>;

/** A parameter that cannot be used, by its name. */
export interface BrokenParameter extends ConfigIssue {
  readonly parameter: string;
}

export interface ReadSettings {
  readonly settings: Settings;
  readonly broken: readonly BrokenParameter[];
}

/** An automation was never readable, nor is it told which callbacks it is for: any callback might be one of its. */
export class UnreadableAutomationError extends Error {
  override readonly name = 'UnreadableAutomationError';
  readonly broken: readonly BrokenParameter[];

  constructor(broken: readonly BrokenParameter[]) {
    super('An automation cannot be read, and no good version of it is known.');
    this.broken = broken;
  }
}

/**
 * Reads the settings. Of a broken parameter the last good value stays in force, also where that was to have none; where
 * nothing is known it fails closed: paused, or the callbacks it is for stay due.
 */
export function readSettings(
  parameters: Parameters,
  lastGood: Settings | undefined,
  stage: StageSettings,
): ReadSettings {
  const { automations, broken, unknown } = readAutomations(parameters, lastGood, stage);
  const paused = readPaused(parameters.get('paused'));
  if (paused === undefined) broken.push({ parameter: 'paused', path: '', expected: 'true or false' });
  if (unknown.length > 0 && lastGood === undefined) throw new UnreadableAutomationError(broken);
  return { settings: { paused: paused ?? lastGood?.paused ?? true, automations }, broken };
}

/** `unknown`: what is broken, was never good, and does not even tell which callbacks it is for. */
function readAutomations(parameters: Parameters, lastGood: Settings | undefined, stage: StageSettings) {
  const automations = new Map([[DEFAULT_AUTOMATION.id, DEFAULT_AUTOMATION]]);
  const broken: BrokenParameter[] = [];
  const unknown: string[] = [];
  for (const [parameter, value] of parameters) {
    const id = idIn(parameter);
    if (id === undefined) continue;
    const read = readAutomation(id, value, stage);
    if (read.kind === 'broken') broken.push({ parameter, ...read.issue });
    const automation = read.kind === 'sound' ? read.automation : fallback(id, read.match, lastGood);
    if (automation === undefined) unknown.push(id);
    else automations.set(id, automation);
  }
  return { automations, broken, unknown };
}

const idIn = (parameter: string) => /^automations\/([^/]+)$/.exec(parameter)?.[1];

function fallback(
  id: string,
  match: Automation['match'] | undefined,
  lastGood: Settings | undefined,
): Automation | undefined {
  const known = lastGood?.automations.get(id);
  return known ?? (match && heldAutomation(id, match));
}

function readPaused(value: string | undefined): boolean | undefined {
  const words = new Map([
    ['true', true],
    ['false', false],
  ]);
  return value === undefined ? false : words.get(value.trim().toLowerCase());
}
