import { expect, test } from 'vitest';
import { codes } from '../../../src/errors/codes.ts';
import type { CodeEntry } from '../../../src/errors/define.ts';

const entries = Object.entries(codes as unknown as Record<string, CodeEntry<unknown>>);
const anything = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

test.each(entries)(
  '%s is one sentence without a full stop, with a fix that is none either',
  (code, entry) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    expect([1, 2, 3, 4, 70, 130]).toContain(entry.exit);
    for (const text of [entry.text(anything), entry.hint?.(anything)]) {
      if (text === undefined) continue;
      expect(text).not.toMatch(/[.\s]$|^\s|\n|undefined/);
      expect(text).not.toBe('');
    }
  },
);
