import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { startAwsEndpoint } from '#local/aws/start-aws-endpoint.ts';
import { createMemoryClock } from '#shared/adapters/memory/memory-clock.ts';
import { createMemoryTelemetry } from '#shared/adapters/memory/memory-telemetry.ts';
import { createSettingsSource } from '#shared/adapters/ssm/settings-source.ts';
import { noon } from '#test/builders/times.ts';
import { awsError, clientOptions, type StubAnswer, startStub } from '#test/contract/aws-stub.ts';
import { aStub, closeAfterEachTest, closeAfterTest } from '#test/contract/closing.ts';

closeAfterEachTest();

const PATH = '/callback-automation/test';

function sourceAt(url: string) {
  const clock = createMemoryClock(noon(0));
  const telemetry = createMemoryTelemetry();
  const client = new SSMClient(clientOptions(url));
  const placers = new Map([
    ['announce', {}],
    ['hook', {}],
  ]);
  return {
    clock,
    telemetry,
    client,
    source: createSettingsSource(client, PATH, { placers, customersReached: false, clock, telemetry }),
  };
}

async function aSource() {
  const { url } = closeAfterTest(await startAwsEndpoint());
  const at = sourceAt(url);
  const put = async (name: string, value: unknown) => {
    const Value = typeof value === 'string' ? value : JSON.stringify(value);
    await at.client.send(
      new PutParameterCommand({ Name: `${PATH}/${name}`, Value, Type: 'String', Overwrite: true }),
    );
  };
  const remove = (name: string) => at.client.send(new DeleteParameterCommand({ Name: `${PATH}/${name}` }));
  return { ...at, put, remove };
}

const ids = async (source: { current(): Promise<{ automations: ReadonlyMap<string, unknown> }> }) =>
  [...(await source.current()).automations.keys()].sort();

describe('the settings source on Systems Manager', () => {
  it('announces by default where nothing is configured', async () => {
    const { source } = await aSource();
    const { paused, automations } = await source.current();
    expect(paused).toBe(false);
    expect([...automations.keys()]).toEqual(['default']);
    expect(automations.get('default')?.placer).toBe('announce');
  });

  it('reads every automation, over all pages, and the pause switch', async () => {
    const { source, put } = await aSource();
    for (let number = 0; number < 12; number++) {
      await put(`automations/a${number}`, { match: { queueId: `q${number}` }, placer: 'hook' });
    }
    await put('paused', 'true');
    expect(await ids(source)).toHaveLength(13);
    const { paused, automations } = await source.current();
    expect(paused).toBe(true);
    expect(automations.get('a11')).toMatchObject({ id: 'a11', match: { queueId: 'q11' }, placer: 'hook' });
  });

  it('takes no notice of other parameters and other stages', async () => {
    const { source, put, client } = await aSource();
    await put('automations/nested/one', 'not ours');
    await put('else', 'not ours');
    const Name = `${PATH}2/automations/foreign`;
    await client.send(new PutParameterCommand({ Name, Value: '{}', Type: 'String' }));
    expect(await ids(source)).toEqual(['default']);
  });

  it('sees a change once it is more than 15 s old', async () => {
    const { source, put, remove, clock } = await aSource();
    await put('automations/a', { placer: 'hook' });
    await source.current();
    await remove('automations/a');
    await put('automations/b', { placer: 'hook' });
    clock.moveTo(noon(15));
    expect(await ids(source)).toEqual(['a', 'default']);
    clock.moveTo(noon(15, 1));
    expect(await ids(source)).toEqual(['b', 'default']);
  });

  it('keeps the last good one of an automation that breaks, and counts it', async () => {
    const { source, put, clock, telemetry } = await aSource();
    await put('automations/a', { match: { queueId: 'q' }, placer: 'hook' });
    await source.current();
    await put('automations/a', '{"placer":');
    clock.moveTo(noon(16));
    expect((await source.current()).automations.get('a')).toMatchObject({
      match: { queueId: 'q' },
      placer: 'hook',
    });
    expect(telemetry.counted('settings.broken')).toBe(1);
    expect(telemetry.lines.at(-1)?.fields).toEqual({
      parameter: 'automations/a',
      field: '',
      expected: 'JSON',
    });
  });

  it('takes every other change although a new automation cannot be read at all', async () => {
    const { source, put, clock, telemetry } = await aSource();
    await put('paused', 'true');
    expect((await source.current()).paused).toBe(true);
    await put('automations/new', '{"placer":');
    await put('automations/good', { match: { queueId: 'q' }, placer: 'hook' });
    await put('paused', 'false');
    clock.moveTo(noon(16));
    expect((await source.current()).paused).toBe(false);
    expect(await ids(source)).toEqual(['default', 'good']);
    expect(telemetry.counted('settings.unread')).toBe(0);
  });

  it('names the automation that keeps all settings from being read', async () => {
    const { source, put, telemetry } = await aSource();
    await put('automations/new', '{"placer":');
    await expect(source.current()).rejects.toMatchObject({ name: 'UnreadableAutomationError' });
    expect(telemetry.lines.map(({ event, fields }) => [event, fields?.['parameter']])).toEqual([
      ['settings.broken', 'automations/new'],
      ['settings.unread', undefined],
    ]);
  });

  it('keeps the last settings for as long as the parameters are out of reach', async () => {
    const answers: StubAnswer[] = [
      { status: 200, body: JSON.stringify({ Parameters: [{ Name: `${PATH}/paused`, Value: 'true' }] }) },
    ];
    const stub = closeAfterTest(
      await startStub(() => answers.shift() ?? awsError(400, 'ThrottlingException')),
    );
    const { source, clock, telemetry } = sourceAt(stub.url);
    await source.current();
    clock.moveTo(noon(86_400));
    expect((await source.current()).paused).toBe(true);
    expect(telemetry.counted('settings.unread')).toBe(1);
  });

  it('rejects as long as none were ever readable', async () => {
    const { url } = await aStub(awsError(400, 'ThrottlingException'));
    const { source } = sourceAt(url);
    await expect(source.current()).rejects.toMatchObject({ name: 'ThrottlingException' });
  });
});
