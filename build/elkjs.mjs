import { createRequire } from 'node:module';

/**
 * elkjs in the bundle: the installed package, which is EPL-2.0 and so no part of `dist/`. Loaded by `require`, since
 * `import` of CommonJS parses its 1.6 MB twice: 150 ms more.
 */
export default createRequire(import.meta.url)('elkjs/lib/elk.bundled.js');
