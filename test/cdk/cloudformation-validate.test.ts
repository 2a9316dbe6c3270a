import { describe, expect, it } from 'vitest';
import { configOf, EVERYTHING, stackTemplate } from '#test/cdk/synthesis.ts';
import { templateFindings } from '#test/cdk/validate-template.ts';

describe('the validator of CloudFormation templates', () => {
  it.each([
    ['dev', configOf('dev')],
    ['prod', configOf('prod')],
    ['all', EVERYTHING],
  ])('finds nothing in %s', (name, config) => {
    expect(templateFindings(stackTemplate(name, config).toJSON())).toEqual([]);
  });

  it('finds a value that AWS would refuse, a property that there is not, and a reference to nothing', () => {
    const template = stackTemplate('dev', {}).toJSON();
    const { Resources } = template;
    Resources.Slow = { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 901 } };
    Resources.Misspelt = { Type: 'AWS::SQS::Queue', Properties: { DelaySecond: 9 } };
    Resources.Dangling = { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Nothing' } } };
    expect(templateFindings(template).toSorted()).toEqual([
      'F1020 at Dangling',
      'F3002 at Misspelt',
      'F3034 at Slow',
    ]);
  });
});
