import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedFiles } from '../../build/generated-files.ts';
import { root } from '../support/script.ts';

test.for(Object.entries(await generatedFiles(root)))(
  '%s is up to date (else: npm run docs)',
  ([file, text]) => {
    expect(readFileSync(join(root, file), 'utf8')).toBe(text);
  },
);
