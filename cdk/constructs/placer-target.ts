import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { PlacerConfig } from '#shared/config/placers.ts';

/** ARNs of what placers reach, each once however many placers share it. */
export interface PlacerTargets {
  /** To be invoked: what places calls, and what has the tokens of agents. */
  readonly functions: ReadonlySet<string>;
  /** To be read: what requests are signed with, and the OAuth clients of Genesys Cloud. */
  readonly secrets: ReadonlySet<string>;
}

export function targetsOf(stack: Stack, placers: readonly PlacerConfig[]): PlacerTargets {
  const functions = placers.flatMap(functionsOf).map((name) => functionArn(stack, name));
  const secrets = placers.flatMap(secretsOf).map((name) => secretArn(stack, name));
  return { functions: new Set(functions), secrets: new Set(secrets) };
}

function functionsOf(placer: PlacerConfig): string[] {
  switch (placer.kind) {
    case 'lambda':
      return [placer.functionName];
    case 'genesys-call':
      return [placer.agentTokens.functionName];
    case 'signed-http':
    case 'genesys-callback':
    case 'genesys-campaign-contact':
      return [];
  }
}

function secretsOf(placer: PlacerConfig): string[] {
  switch (placer.kind) {
    case 'signed-http':
      return [placer.secret, ...clientsOf(placer)];
    case 'lambda':
      return clientsOf(placer);
    case 'genesys-callback':
    case 'genesys-call':
    case 'genesys-campaign-contact':
      return [placer.genesys.secret];
  }
}

/** The OAuth client of a placer that has one only where it dials. */
const clientsOf = ({ genesys }: Pick<PlacerConfig, 'genesys'>): string[] =>
  genesys === undefined ? [] : [genesys.secret];

/** The function that a placer invokes, by name, name and alias, or ARN. */
function functionArn(stack: Stack, nameOrArn: string): string {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  return stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: nameOrArn,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** The secret that a placer reads, by name or ARN. */
function secretArn(stack: Stack, nameOrArn: string): string {
  if (/^arn:.*-[A-Za-z0-9]{6}$/.test(nameOrArn)) return nameOrArn;
  const arn = nameOrArn.startsWith('arn:')
    ? nameOrArn
    : stack.formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        resourceName: nameOrArn,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
  // Secrets Manager ends every ARN with a hyphen and six characters of its own, which a name doesn't tell.
  return `${arn}-??????`;
}
