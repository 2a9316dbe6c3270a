import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  AutomationParameterSchema,
  DEFAULT_AUTOMATION,
  toAutomation,
} from '#shared/config/automation-parameter.ts';
import { describeIssue } from '#shared/config/describe-issue.ts';
import { durationMs } from '#shared/domain/time.ts';

const hours = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], from: '09:00', to: '18:30' };
const parse = (parameter: unknown) => v.parse(AutomationParameterSchema, parameter);
const pathsOf = (parameter: unknown) =>
  v.safeParse(AutomationParameterSchema, parameter).issues?.map((issue) => describeIssue(issue).path);

describe('automation parameter', () => {
  it('needs a placer and nothing else', () => {
    expect(toAutomation('default', parse({ placer: 'announce' }))).toEqual(DEFAULT_AUTOMATION);
  });

  it('keeps every field that is set, in the units of the domain', () => {
    const parameter = {
      match: { automatedCallbackConfigId: 'config-1', queueId: 'queue-1' },
      placer: 'crm',
      placeOnTimeout: true,
      placePreviews: true,
      callingHours: hours,
      maxLateness: 60,
      maxAttempts: 20,
      retry: { after: 1, atMost: 3600 },
      ratePerMinute: 60,
      defaultCountry: 'DE',
      leaveIfReachedWithin: 2_592_000,
    };
    expect(toAutomation('sales', parse(parameter))).toEqual({
      ...parameter,
      id: 'sales',
      maxLateness: durationMs(60_000),
      retry: { after: durationMs(1000), atMost: durationMs(3_600_000) },
      leaveIfReachedWithin: durationMs(2_592_000_000),
    });
  });

  it('leaves keys out that are not set, rather than setting them to undefined', () => {
    const automation = toAutomation('sales', parse({ placer: 'crm', match: { queueId: 'queue-1' } }));
    const unset = ['callingHours', 'ratePerMinute', 'defaultCountry', 'leaveIfReachedWithin'];
    expect(Object.keys(automation).filter((key) => unset.includes(key))).toEqual([]);
    expect(Object.keys(automation.match)).toEqual(['queueId']);
  });

  it.each([
    ['without a placer', {}, 'placer'],
    ['with a misspelt key', { placer: 'crm', callinghours: hours }, 'callinghours'],
    ['with a misspelt key inside', { placer: 'crm', match: { queue: 'q' } }, 'match.queue'],
    ['with an empty placer', { placer: '' }, 'placer'],
    ['with a wrong type', { placer: 'crm', placeOnTimeout: 'yes' }, 'placeOnTimeout'],
    ['with null', { placer: 'crm', match: null }, 'match'],
    ['late by less than a minute', { placer: 'crm', maxLateness: 59 }, 'maxLateness'],
    ['late by more than a day', { placer: 'crm', maxLateness: 86_401 }, 'maxLateness'],
    ['late by parts of a second', { placer: 'crm', maxLateness: 90.5 }, 'maxLateness'],
    ['without a try', { placer: 'crm', maxAttempts: 0 }, 'maxAttempts'],
    ['with too many tries', { placer: 'crm', maxAttempts: 21 }, 'maxAttempts'],
    ['with half a retry', { placer: 'crm', retry: { after: 30 } }, 'retry.atMost'],
    [
      'in a zone that does not exist',
      { placer: 'crm', callingHours: { ...hours, zone: 'Europe/Bonn' } },
      'callingHours.zone',
    ],
    ['on an eighth day', { placer: 'crm', callingHours: { ...hours, days: [8] } }, 'callingHours.days.0'],
    ['on no day', { placer: 'crm', callingHours: { ...hours, days: [] } }, 'callingHours.days'],
    ['at 24:00', { placer: 'crm', callingHours: { ...hours, to: '24:00' } }, 'callingHours.to'],
    [
      'at nine without a zero',
      { placer: 'crm', callingHours: { ...hours, from: '9:00' } },
      'callingHours.from',
    ],
    ['without a request per minute', { placer: 'crm', ratePerMinute: 0 }, 'ratePerMinute'],
    ['with too many requests per minute', { placer: 'crm', ratePerMinute: 10_001 }, 'ratePerMinute'],
    ['with parts of a request per minute', { placer: 'crm', ratePerMinute: 1.5 }, 'ratePerMinute'],
    ['in a country that does not exist', { placer: 'crm', defaultCountry: 'XX' }, 'defaultCountry'],
    ['in a country by its name', { placer: 'crm', defaultCountry: 'Germany' }, 'defaultCountry'],
    ['in a country in small letters', { placer: 'crm', defaultCountry: 'de' }, 'defaultCountry'],
    [
      'in a country that is a word of the language',
      { placer: 'crm', defaultCountry: 'constructor' },
      'defaultCountry',
    ],
    ['reached within a moment', { placer: 'crm', leaveIfReachedWithin: 59 }, 'leaveIfReachedWithin'],
    [
      'reached within more than 30 days',
      { placer: 'crm', leaveIfReachedWithin: 2_592_001 },
      'leaveIfReachedWithin',
    ],
    ['open for no time at all', { placer: 'crm', callingHours: { ...hours, to: '09:00' } }, 'callingHours'],
  ])('is refused %s', (_, parameter, path) => {
    expect(pathsOf(parameter)).toEqual([path]);
  });

  it('says in words what was expected, and nothing of what was there', () => {
    const faults = { placer: 'crm', ratePerMinute: 'hunter2', defaultCountry: 'hunter3' };
    const issues = v.safeParse(AutomationParameterSchema, faults).issues?.map(describeIssue);
    expect(issues).toEqual([
      { path: 'ratePerMinute', expected: 'a whole number from 1 to 10000' },
      { path: 'defaultCountry', expected: 'the code of a country, two capitals after ISO 3166' },
    ]);
  });

  it('may have hours that cross midnight', () => {
    expect(
      pathsOf({ placer: 'crm', callingHours: { ...hours, from: '22:00', to: '06:00' } }),
    ).toBeUndefined();
  });
});
