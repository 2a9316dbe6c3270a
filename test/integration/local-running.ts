import { eventually, launch } from '#test/integration/local-processes.ts';

interface Announcement {
  readonly time: string;
  readonly 'detail-type': string;
  readonly detail: { readonly conversationId: string; readonly due: string; readonly automation?: string };
}

/** Starts the stack on a data directory and waits until it is ready. */
export async function startLocal(dataDir: string, env: Record<string, string> = {}) {
  const process = launch('start.ts', [], { PORT: '0', DATA_DIR: dataDir, ...env });
  const url = await eventually(
    'the ready line',
    () => /http:\/\/127\.0\.0\.1:\d+/.exec(process.stdout())?.[0],
  );
  const apiKey = await eventually('the API key', () => /API key +(\S+)/.exec(process.stdout())?.[1]);
  const post = (body: string, key = apiKey) =>
    fetch(`${url}/notifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body,
    });
  const announcements = async (conversationId: string) => {
    const response = await fetch(`${url}/_local/events`);
    const events = (await response.json()) as Announcement[];
    return events.filter(({ detail }) => detail.conversationId === conversationId);
  };
  const stop = async (signal: NodeJS.Signals) => {
    process.child.kill(signal);
    return process.ended;
  };
  return { ...process, url, apiKey, post, announcements, stop };
}

/** A notification of a callback that the default automation takes. */
export const callback = (id: string, dueInMs: number) =>
  JSON.stringify({
    id,
    participants: [
      {
        id: `${id}-customer`,
        purpose: 'customer',
        state: 'scheduled',
        callbackNumbers: ['+13175550123'],
        callbackScheduledTime: new Date(Date.now() + dueInMs).toISOString(),
        automatedCallbackConfigId: 'config',
      },
    ],
  });
