import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { AwsError } from '#local/aws/aws-error.ts';
import { type Documents, openDocuments } from '#local/aws/documents.ts';
import { type Operations, operation } from '#local/aws/operation.ts';

const Name = v.pipe(
  v.string(),
  v.regex(/^[\w/+=.@-]+$/, 'the name of a secret'),
  v.check(
    (name) => !name.split('/').some((part) => part === '' || /^\.+$/.test(part)),
    'the name of a secret',
  ),
);
/** A name or an ARN, as every operation on an existing secret takes it. */
const SecretId = v.pipe(
  v.string(),
  v.transform((id) => id.replace(/^arn:aws:secretsmanager:[^:]*:\d*:secret:/, '')),
  Name,
);
const Token = v.optional(v.pipe(v.string(), v.minLength(32), v.maxLength(64)));

const CreateSchema = v.strictObject({
  Name,
  SecretString: v.optional(v.string()),
  Description: v.optional(v.string()),
  ClientRequestToken: Token,
});
const PutSchema = v.strictObject({
  SecretId,
  SecretString: v.string(),
  VersionStages: v.optional(v.array(v.string()), ['AWSCURRENT']),
  ClientRequestToken: Token,
});
const GetSchema = v.strictObject({
  SecretId,
  VersionId: v.optional(v.string()),
  VersionStage: v.optional(v.string()),
});

const FileSchema = v.object({
  versions: v.array(
    v.object({ id: v.string(), createdAt: v.string(), value: v.string(), stages: v.array(v.string()) }),
  ),
});
type Version = v.InferOutput<typeof FileSchema>['versions'][number];

/** Secrets Manager, with the versions and stages that rotation is made of, kept under `directory`. */
export function createSecretsManager(directory: string | undefined): Operations {
  const documents = openDocuments(directory);
  return new Map([
    ['CreateSecret', operation(CreateSchema, (input) => create(documents, input))],
    [
      'PutSecretValue',
      operation(PutSchema, ({ SecretId, SecretString, VersionStages, ClientRequestToken }) => {
        const known = versionsOf(documents, SecretId);
        const added = version(SecretString, VersionStages, ClientRequestToken);
        // The token is the version's id: a repeated request must not make a second version.
        const isRepeated = known.some(({ id }) => id === added.id);
        if (!isRepeated) documents.write(SecretId, { versions: withVersion(known, added) });
        return { ...identityOf(SecretId), VersionId: added.id, VersionStages };
      }),
    ],
    ['GetSecretValue', operation(GetSchema, (input) => get(documents, input))],
  ]);
}

function create(documents: Documents, input: v.InferOutput<typeof CreateSchema>) {
  if (documents.read(input.Name) !== undefined) {
    throw new AwsError('ResourceExistsException', 'A secret with this name already exists.');
  }
  const first =
    input.SecretString === undefined
      ? undefined
      : version(input.SecretString, ['AWSCURRENT'], input.ClientRequestToken);
  documents.write(input.Name, { versions: first ? [first] : [] });
  return { ...identityOf(input.Name), ...(first && { VersionId: first.id }) };
}

function get(documents: Documents, input: v.InferOutput<typeof GetSchema>) {
  const stage = input.VersionStage ?? (input.VersionId === undefined ? 'AWSCURRENT' : undefined);
  const found = versionsOf(documents, input.SecretId).find(
    ({ id, stages }) =>
      (stage === undefined || stages.includes(stage)) &&
      (input.VersionId === undefined || id === input.VersionId),
  );
  if (found === undefined) {
    throw new AwsError('ResourceNotFoundException', 'There is no such version of the secret.');
  }
  return {
    ...identityOf(input.SecretId),
    VersionId: found.id,
    VersionStages: found.stages,
    SecretString: found.value,
    CreatedDate: Date.parse(found.createdAt) / 1000,
  };
}

function version(value: string, stages: readonly string[], token: string | undefined): Version {
  return { id: token ?? randomUUID(), createdAt: new Date().toISOString(), value, stages: [...stages] };
}

/** A stage sits on one version only; the one that loses `AWSCURRENT` becomes `AWSPREVIOUS`, and one without stages goes. */
function withVersion(known: readonly Version[], added: Version): Version[] {
  const losesCurrent = (one: Version) =>
    added.stages.includes('AWSCURRENT') && one.stages.includes('AWSCURRENT');
  const previousMoves = known.some(losesCurrent);
  return [
    added,
    ...known
      .map((one) => ({
        ...one,
        stages: [
          ...one.stages.filter(
            (stage) => !added.stages.includes(stage) && !(previousMoves && stage === 'AWSPREVIOUS'),
          ),
          ...(losesCurrent(one) ? ['AWSPREVIOUS'] : []),
        ],
      }))
      .filter((one) => one.stages.length > 0),
  ];
}

function versionsOf(documents: Documents, name: string): readonly Version[] {
  const document = documents.read(name);
  if (document === undefined) {
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  const file = v.safeParse(FileSchema, document);
  if (!file.success) throw new Error(`the file of secret ${name} has not got the expected fields`);
  return file.output.versions;
}

const identityOf = (name: string) => ({
  ARN: `arn:aws:secretsmanager:local:000000000000:secret:${name}`,
  Name: name,
});
