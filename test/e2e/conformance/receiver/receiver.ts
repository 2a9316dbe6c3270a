/** `ingest` behind the local HTTP API, with signatures for proof of its senders; with `--flaw`, a broken one. */
import { parseArgs } from 'node:util';
import { createDeps } from '#lambdas/ingest/deps.ts';
import { createHandler } from '#lambdas/ingest/handler.ts';
import { useLocalAws } from '#local/aws-environment.ts';
import { startHttpServer } from '#local/http-server.ts';
import { IngestVariablesSchema, readVariables } from '#shared/config/variables.ts';
import { isFlawName, withFlaw } from '#test/e2e/conformance/receiver/flaws.ts';

process.once('disconnect', () => process.exit());
useLocalAws(process.env['AWS_ENDPOINT_URL'] ?? '');

const { values } = parseArgs({ options: { flaw: { type: 'string' } } });
const variables = readVariables(IngestVariablesSchema, process.env);
const sound = createDeps(variables);
if (values.flaw !== undefined && !isFlawName(values.flaw)) throw new TypeError('Nobody knows this flaw.');
const deps = values.flaw === undefined ? sound : withFlaw(values.flaw, sound, variables);

const atTheStack = () => Promise.reject(new Error('The stack answers this, not the receiver.'));
const http = await startHttpServer(0);
http.serve({
  ingest: createHandler(deps),
  query: atTheStack,
  operator: atTheStack,
  genesys: atTheStack,
  events: () => [],
  apiKey: '',
  warn: (line) => void process.stderr.write(`${line}\n`),
});
process.send?.({ url: http.url });
