import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, Sandbox } from '../support/script.ts';
import { hasTmux, Terminal } from '../support/terminal.ts';

const VALUES = join(root, 'examples/policy-tests/average-latency.values.yaml');
const COMMAND = `rollout simulate --values-file ${VALUES} --start --scenario latency-regression`;

/** The foreground of every character of the screen: undefined is the terminal's own. */
function* foregrounds(screen: string): Generator<[character: string, colour: number | undefined]> {
  let colour: number | undefined;
  for (const [part, codes] of screen.matchAll(/\u001b\[([\d;]*)m|[^\u001b]/gu)) {
    if (codes === undefined) yield [part, colour];
    for (const code of (codes ?? '').split(';').map(Number)) {
      if (code === 0 || code === 39) colour = undefined;
      if ((code >= 30 && code < 38) || code >= 90) colour = code;
    }
  }
}

describe.skipIf(!hasTmux)('the chart of a rehearsal in a real terminal', () => {
  test('has its curve in the colour of text, and nothing in white or black', async () => {
    const sandbox = new Sandbox();
    const terminal = new Terminal(sandbox, COMMAND);
    try {
      await terminal.until('exit 0');
      const cells = [...foregrounds(terminal.colours())];
      const curve = cells.filter(([character]) => /[\u2801-\u28ff]/.test(character));
      expect(curve.length).toBeGreaterThan(60);
      expect(new Set(curve.map(([, colour]) => colour))).toEqual(new Set([undefined]));
      const colours = new Set(cells.map(([, colour]) => colour));
      expect([...colours].sort()).toEqual([31, 32, 33, 36, undefined]);
    } finally {
      terminal.close();
      sandbox.close();
    }
  });
});
