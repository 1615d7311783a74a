import { expect, test } from 'vitest';
import { codes } from '../../../src/errors/codes.ts';
import type { CodeEntry } from '../../../src/errors/define.ts';

const entries = Object.entries(codes as unknown as Record<string, CodeEntry<unknown>>);
const anything = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

test.each(entries)(
  '%s has texts of one line without a full stop, and exits 3 where it is a warning',
  (code, entry) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    if (entry.severity === 'warning') expect(entry.exit).toBe(3);
    for (const text of [entry.text(anything), entry.hint?.(anything)]) {
      if (text === undefined) continue;
      expect(text).not.toMatch(/[.\s]$|^\s|\n|undefined/);
      expect(text).not.toBe('');
    }
  },
);
