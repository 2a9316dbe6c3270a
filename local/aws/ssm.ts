import * as v from 'valibot';
import { AwsError } from '#local/aws/aws-error.ts';
import { type Documents, openDocuments } from '#local/aws/documents.ts';
import { type Operations, operation } from '#local/aws/operation.ts';

const Name = v.pipe(
  v.string(),
  v.regex(/^\/?[\w.-]+(\/[\w.-]+)*$/, 'a parameter name'),
  // A part of only dots would lead out of the directory.
  v.check((name) => !name.split('/').some((part) => /^\.+$/.test(part)), 'a parameter name'),
);
const Type = v.picklist(['String', 'StringList', 'SecureString']);

const PutSchema = v.strictObject({
  Name,
  Value: v.pipe(v.string(), v.nonEmpty()),
  Type: v.optional(Type),
  Overwrite: v.optional(v.boolean(), false),
  Description: v.optional(v.string()),
});
const GetSchema = v.strictObject({ Name, WithDecryption: v.optional(v.boolean()) });
const ByPathSchema = v.strictObject({
  Path: v.union([v.literal('/'), Name]),
  Recursive: v.optional(v.boolean(), false),
  WithDecryption: v.optional(v.boolean()),
  MaxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)), 10),
  NextToken: v.optional(v.string()),
});
const DeleteSchema = v.strictObject({ Name });

/** A parameter's file. A value that is JSON is kept as JSON, so that it can be read and edited. */
const FileSchema = v.strictObject({
  type: v.optional(Type, 'String'),
  version: v.optional(v.number(), 1),
  changedAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  value: v.unknown(),
});
type ParameterFile = v.InferOutput<typeof FileSchema>;

/** Systems Manager's parameters, kept under `directory`. */
export function createSsm(directory: string | undefined): Operations {
  const documents = openDocuments(directory);
  return new Map([
    ['PutParameter', operation(PutSchema, (input) => put(documents, input))],
    ['GetParameter', operation(GetSchema, ({ Name }) => ({ Parameter: existing(documents, Name) }))],
    ['GetParametersByPath', operation(ByPathSchema, (input) => byPath(documents, input))],
    [
      'DeleteParameter',
      operation(DeleteSchema, ({ Name }) => {
        existing(documents, Name);
        documents.remove(documentOf(Name));
        return {};
      }),
    ],
  ]);
}

function put(documents: Documents, input: v.InferOutput<typeof PutSchema>) {
  const { Name, Value, Overwrite } = input;
  const before = find(documents, Name);
  if (before && !Overwrite) {
    throw new AwsError('ParameterAlreadyExists', 'The parameter already exists.');
  }
  const type = input.Type ?? before?.Type;
  if (type === undefined) throw new AwsError('ValidationException', 'Type: expected for a new parameter.');
  const version = (before?.Version ?? 0) + 1;
  const changedAt = new Date().toISOString();
  documents.write(documentOf(Name), { type, version, changedAt, value: readable(Value) });
  return { Version: version, Tier: 'Standard' };
}

function byPath(documents: Documents, input: v.InferOutput<typeof ByPathSchema>) {
  const prefix = input.Path === '/' ? '/' : `${input.Path}/`;
  const start = Number(input.NextToken ?? 0);
  if (!Number.isSafeInteger(start)) throw new AwsError('InvalidNextToken', 'The token is not valid.');
  const names = documents
    .names()
    .map((document) => `/${document}`)
    .filter((name) => name.startsWith(prefix))
    .filter((name) => input.Recursive || !name.slice(prefix.length).includes('/'));
  const end = start + input.MaxResults;
  return {
    // A file that was deleted since is no parameter any more.
    Parameters: names.slice(start, end).flatMap((name) => find(documents, name) ?? []),
    ...(end < names.length && { NextToken: String(end) }),
  };
}

function existing(documents: Documents, name: string) {
  const parameter = find(documents, name);
  if (parameter === undefined) throw new AwsError('ParameterNotFound', 'There is no such parameter.');
  return parameter;
}

function find(documents: Documents, name: string) {
  const text = textOf(documents, name);
  if (text === undefined) return undefined;
  const { type, version, changedAt, value } = readFile(text);
  return {
    Name: name,
    Type: type,
    Version: version,
    Value: typeof value === 'string' ? value : JSON.stringify(value),
    DataType: 'text',
    ...(changedAt !== undefined && { LastModifiedDate: Date.parse(changedAt) / 1000 }),
    ARN: `arn:aws:ssm:local:000000000000:parameter${name.startsWith('/') ? '' : '/'}${name}`,
  };
}

function textOf(documents: Documents, name: string): string | undefined {
  try {
    return documents.readText(documentOf(name));
  } catch {
    // One file that the system does not let us read must not hide all others.
    return '(unreadable)';
  }
}

/**
 * Reads what people write by hand: the whole file, only its `value`, or the value itself.
 *
 * Everything else is the value as it stands, so that a slip spoils one parameter, and is told by whoever reads it.
 */
function readFile(text: string): ParameterFile {
  const parameter = (value: unknown): ParameterFile => ({ type: 'String', version: 1, value });
  const bare = text.replace(/^\uFEFF/, '').trim();
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), bare);
  if (!json.success) return parameter(bare);
  const file = v.safeParse(FileSchema, json.output);
  return file.success ? file.output : parameter(json.output);
}

const documentOf = (name: string) => (name.startsWith('/') ? name.slice(1) : name);

// Only where writing it back gives the same text: a client must read exactly what was put.
function readable(value: string): unknown {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && JSON.stringify(parsed) === value ? parsed : value;
  } catch {
    return value;
  }
}
