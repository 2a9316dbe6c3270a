import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compile'));

const { runDemo } = await import('#local/demo/run-demo.ts');
process.exit((await runDemo()) ? 0 : 1);
