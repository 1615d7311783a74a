import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { parseScript } from '../support/circuit-script.ts';

const folder = new URL('circuit/', import.meta.url);

for (const file of readdirSync(folder)) {
  const script = new URL(file, folder);
  describe(file, () => {
    for (const { name, run } of parseScript(readFileSync(script, 'utf8'), `test/conformance/circuit/${file}`)) it(name, run);
  });
}
