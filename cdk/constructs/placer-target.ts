import { ArnFormat, type Stack } from 'aws-cdk-lib';

/** The function that a placer invokes, by name, name and alias, or ARN. */
export function functionArn(stack: Stack, nameOrArn: string): string {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  return stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: nameOrArn,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** The secret that a placer signs with, by name or ARN. */
export function secretArn(stack: Stack, nameOrArn: string): string {
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
