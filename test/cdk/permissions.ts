import type { Template } from 'aws-cdk-lib/assertions';

/** Every action that the role of this id may take, one line each: `<action> on <resource>[ if <condition>]`. */
export function permissionsOf(template: Template, roleId: string): string[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
  const statements = policies.flatMap(([id, { Properties }]) =>
    id.startsWith(`${roleId}DefaultPolicy`) ? Properties.PolicyDocument.Statement : [],
  );
  return statements.flatMap(linesOf).toSorted();
}

/** What any role may do to more than is named, conditions left out. */
export function wildcardsIn(template: Template): string[] {
  const roles = Object.keys(template.findResources('AWS::IAM::Role')).map(withoutHash);
  const lines = roles.flatMap((role) => permissionsOf(template, role));
  return lines.map((line) => line.replace(/ if .*$/, '')).filter((line) => /[*?]/.test(line));
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function linesOf({ Effect, Action, Resource, Condition }: Statement): string[] {
  const condition = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`;
  return [Action].flat().flatMap((action) =>
    [Resource].flat().map((resource) => {
      return `${Effect === 'Allow' ? '' : `${Effect} `}${action} on ${readable(resource)}${condition}`;
    }),
  );
}

/** Writes an intrinsic function as a word: the logical id without its hash, or the joined parts. */
export function readable(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument] = []] = Object.entries(value);
  if (name === 'Ref') return withoutHash(String(argument));
  if (name === 'Fn::GetAtt') return withoutHash(argument[0]);
  if (name === 'Fn::Join') return argument[1].map(readable).join('');
  throw new Error(`No word for ${name}.`);
}

const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '').replace(/^AWS::/, '');
