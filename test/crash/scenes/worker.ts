/** An automation function of its own, in a process of its own, that takes from the timers queue of a running stack. */
import { parseArgs } from 'node:util';
import { SQSClient } from '@aws-sdk/client-sqs';
import { useLocalAws } from '#local/aws-environment.ts';
import { startEventSource } from '#local/event-source.ts';
import { createFunctions } from '#local/functions.ts';
import { readPlacers } from '#local/read-placers.ts';
import { READY } from '#test/crash/scenes/ready.ts';

const { values } = parseArgs({
  options: { endpoint: { type: 'string', default: '' }, 'data-dir': { type: 'string', default: '' } },
});
const { endpoint, 'data-dir': dataDir } = values;

useLocalAws(endpoint);
const queue = (name: string) => `${endpoint}/000000000000/${name}`;
const queueUrls = {
  timers: queue('timers'),
  notifications: queue('notifications'),
  quarantine: queue('quarantine'),
};
const { automation } = createFunctions({ queueUrls, apiKey: '' }, readPlacers(dataDir) ?? {});
process.stdout.write(`${READY}\n`);
startEventSource({
  client: new SQSClient(),
  queueUrl: queueUrls.timers,
  functionName: 'automation',
  handle: automation,
  warn: (line) => void process.stderr.write(`${line}\n`),
});
