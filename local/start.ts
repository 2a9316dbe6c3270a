import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Before anything else is loaded: it halves the time that a start takes.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compile'));

const { runStack } = await import('#local/run-stack.ts');
await runStack(process.env);
