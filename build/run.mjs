import { resolve } from 'node:path';
import { importTypeScript } from './import-typescript.mjs';

/**
 * `node build/run.mjs FILE.ts [ARG...]`: runs a TypeScript file of this repository; it sees its own name in
 * `process.argv`.
 */
const [file, ...rest] = process.argv.slice(2);
process.argv.splice(1, process.argv.length - 1, resolve(file), ...rest);
await importTypeScript(resolve(file));
