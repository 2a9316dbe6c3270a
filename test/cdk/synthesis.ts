import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as v from 'valibot';
import { afterAll } from 'vitest';
import { CallbackAutomationStack } from '#cdk/callback-automation-stack.ts';
import { BundledFunction } from '#cdk/constructs/bundled-function.ts';
import { StageConfigSchema } from '#shared/config/stage.ts';

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));

const OUTPUT = mkdtempSync(join(tmpdir(), 'synthesis-'));
afterAll(() => rmSync(OUTPUT, { recursive: true, force: true }));

/** An app with the flags of `cdk.json` that doesn't bundle the functions. */
export const anApp = (): App =>
  new App({
    outdir: mkdtempSync(join(OUTPUT, 'app-')),
    context: { ...context, 'aws:cdk:bundling-stacks': [] },
  });

/** The template of a stack with nothing in it but what `build` makes. */
export function templateOf(build: (stack: Stack) => void): Template {
  const stack = new Stack(anApp(), 'Test');
  build(stack);
  return Template.fromStack(stack);
}

/** The whole stack of a stage with this config. */
export function aStack(app: App, name: string, config: unknown): CallbackAutomationStack {
  return new CallbackAutomationStack(app, { name, config: v.parse(StageConfigSchema, config) });
}

/** The template of the whole stack of a stage with this config. */
export const stackTemplate = (name: string, config: unknown): Template =>
  Template.fromStack(aStack(anApp(), name, config));

/** What is in `cdk/config/<name>.json`. */
export const configOf = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../cdk/config/${name}.json`, import.meta.url), 'utf8'));

const GENESYS = { region: 'eu_central_1', secret: 'genesys/oauth-client' };

/** A config in which everything is switched on. */
export const EVERYTHING = {
  auth: { accept: ['api-key', 'signature'], require: 'any' },
  partnerEventSource: 'aws.partner/genesys.com/cloud/179a2afc-a690-4377-8db3-3d826a243e3a/callbacks',
  apiDestination: { eventBusName: 'central' },
  placers: {
    crm: { kind: 'signed-http', url: 'https://crm.example/callbacks', secret: 'crm/signing' },
    partner: {
      kind: 'signed-http',
      url: 'https://partner.example',
      secret: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:partner-AbCdEf',
    },
    dialer: { kind: 'lambda', functionName: 'dialer:live' },
    other: { kind: 'lambda', functionName: 'arn:aws:lambda:eu-central-1:123456789012:function:other' },
    redial: {
      kind: 'lambda',
      functionName: 'dialer:live',
      dials: true,
      genesys: { region: 'eu_central_1', secret: 'genesys/dialer' },
    },
    queue: { kind: 'genesys-callback', genesys: GENESYS, queueId: '00b109cf-1123-4591-a53c-c534b17e5268' },
    agent: {
      kind: 'genesys-call',
      genesys: GENESYS,
      agentTokens: { functionName: 'agent-token:live' },
    },
    campaign: {
      kind: 'genesys-campaign-contact',
      genesys: GENESYS,
      contactListId: '3f0d9a52-7c1b-4a6e-9b57-1de1b7c3a0ff',
      columns: { number: 'Phone' },
    },
  },
  alarms: { email: 'ops@example.com', topicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms' },
  reservedConcurrency: { ingest: 9, sweep: 1, automation: 5, query: 1, operator: 1 },
  customerManagedKey: true,
  customersReached: true,
};

/** A function to grant something to. */
export const aFunction = (stack: Stack, id = 'Some'): BundledFunction =>
  new BundledFunction(stack, id, {
    stage: 'test',
    logRetention: 7,
    name: 'query',
    description: 'Some function',
    memorySize: 256,
    timeout: Duration.seconds(5),
    environment: {},
  });

/** What CloudFormation knows the shape of, and the compiler doesn't. */
type Json = ReturnType<Template['toJSON']>[string];

export interface Resource {
  readonly Properties: Json;
  readonly DeletionPolicy?: string;
}

/** The resources of one type, by logical id without its hash. */
export function resourcesOf(template: Template, type: string): ReadonlyMap<string, Resource> {
  const found = Object.entries(template.findResources(type));
  return new Map(found.map(([id, resource]) => [id.slice(0, -8), resource as Resource]));
}

/** The only resource of one type. */
export function onlyResource(template: Template, type: string): Resource {
  const [resource, ...others] = resourcesOf(template, type).values();
  if (resource === undefined || others.length > 0) throw new Error(`Not exactly one ${type}.`);
  return resource;
}

/** The properties of one resource, by its logical id without the hash. */
export function propertiesOf(template: Template, type: string, id: string): Json {
  const resource = resourcesOf(template, type).get(id);
  if (resource === undefined) throw new Error(`No ${type} ${id}.`);
  return resource.Properties;
}
