import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FakeGenesys } from '#local/genesys/create-fake-genesys.ts';
import type { ServedGenesysOptions } from '#local/genesys/serve-fake-genesys.ts';

export interface LazyGenesys {
  fake(): Promise<FakeGenesys>;
  serve(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** The fake Genesys Cloud, loaded when it is first asked for: most who start the stack wait for something else. */
export function lazyGenesys(options: ServedGenesysOptions): LazyGenesys {
  let served: ReturnType<typeof load> | undefined;
  const load = async () => {
    const { serveFakeGenesys } = await import('#local/genesys/serve-fake-genesys.ts');
    return serveFakeGenesys(options);
  };
  const get = () => {
    served ??= load();
    return served;
  };
  return {
    fake: async () => (await get()).fake,
    serve: async (request, response, body) => (await get()).serve(request, response, body),
    close: async () => (await served)?.close(),
  };
}
