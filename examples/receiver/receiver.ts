/** Takes the placement requests of a `signed-http` placer: `receiver.ts SECRET_FILE [PORT]`. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const [secretFile = '.local/receiver-secret.txt', port = '9000'] = process.argv.slice(2);
const webhook = new Webhook(readFileSync(secretFile, 'utf8').trim());
const placed = new Set<string>();

async function take(request: IncomingMessage): Promise<number> {
  const body = await text(request);
  const header = (name: string) => String(request.headers[name] ?? '');
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  webhook.verify(body, Object.fromEntries(names.map((name) => [name, header(name)])));
  const placementKey = header('webhook-id');
  // A repetition: the call was placed, only its answer got lost.
  if (placed.has(placementKey)) return 200;
  placed.add(placementKey);
  process.stdout.write(`to be called: ${placementKey}\n`);
  return 202;
}

createServer((request, response) => {
  take(request).then(
    (status) => response.writeHead(status).end(),
    (error: unknown) => response.writeHead(error instanceof WebhookVerificationError ? 401 : 500).end(),
  );
}).listen(Number(port), '127.0.0.1', () => process.stdout.write(`listening on port ${port}\n`));
