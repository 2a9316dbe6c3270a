import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOPICS } from '#cdk/constructs/callback-events.ts';
import { parseNotification } from '#shared/genesys/parse-notification.ts';
import { configOf, stackTemplate } from '#test/cdk/synthesis.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const page = read('docs/deploy.md');

describe('deploy.md', () => {
  it('has every topic that the rules take, and no other', () => {
    const named = page.matchAll(/`(v2\.[\w.{}]+)`/g);
    expect(new Set([...named].map(([, topic]) => topic))).toEqual(new Set(TOPICS));
  });

  it('has every output of the stack, and no other', () => {
    const outputs = Object.keys(stackTemplate('prod', configOf('prod')).toJSON()['Outputs']);
    const table = /\| output \|.*?\n\n/s.exec(page)?.[0] ?? '';
    const named = table.matchAll(/`([A-Z]\w+)`/g);
    expect([...named].map(([, output]) => output).toSorted()).toEqual(outputs.toSorted());
  });
});

describe('the data action', () => {
  const { contract, config } = JSON.parse(read('examples/genesys/data-action.json'));
  const inputs: readonly string[] = Object.keys(contract.input.inputSchema.properties);

  it.each(['acd-start', 'acd-end', 'customer-start', 'customer-end', 'user-start', 'user-end', 'acw'])(
    'relays enough of %s to be understood',
    (event) => {
      const { detail } = JSON.parse(read(`test/fixtures/payloads/eventbridge-${event}.json`));
      const told: [string, unknown][] = Object.entries(detail.eventBody);
      const relayed = Object.fromEntries(told.filter(([field]) => inputs.includes(field)));
      const whole = parseNotification(JSON.stringify(detail.eventBody));
      const parsed = parseNotification(JSON.stringify(relayed));
      if (parsed.kind !== 'one' || parsed.element.kind !== 'observed') throw new Error('Not understood.');
      if (whole.kind !== 'one' || whole.element.kind !== 'observed') throw new Error('Not understood.');

      const { number: _, ...leg } = legOf(whole.element.observation);
      expect(legOf(parsed.element.observation)).toEqual(leg);
    },
  );

  it('sends them as they are, with the key in the header that is read', () => {
    expect(config.request).toMatchObject({
      requestType: 'POST',
      requestTemplate: `\${input.rawRequest}`,
      headers: { 'x-api-key': `\${credentials.apiKey}` },
    });
    expect(config.request.requestUrlTemplate).toMatch(/\/notifications$/);
  });
});

type Observed = Extract<ReturnType<typeof parseNotification>, { kind: 'one' }>['element'];
type Observation = Extract<Observed, { kind: 'observed' }>['observation'];

function legOf({ told }: Observation) {
  if (told.kind !== 'leg') throw new Error('Not a leg.');
  return told.leg;
}

describe('the trigger', () => {
  const trigger = JSON.parse(read('examples/genesys/trigger.json'));

  it('starts for a detail event of callbacks, with the data that a workflow can take', () => {
    expect(TOPICS).toContain(trigger.topicName);
    expect(trigger.matchCriteria).toEqual([{ jsonPath: 'mediaType', operator: 'Equal', value: 'CALLBACK' }]);
    expect(trigger.target.workflowTargetSettings).toEqual({ dataFormat: 'TopLevelPrimitives' });
  });
});
