import { expect, test } from 'vitest';
import { paintFor } from '../../../src/cli/paint.ts';

test('paints where there is colour, whatever the environment says', async () => {
  expect((await paintFor(true)).red('x')).toBe('\u001b[31mx\u001b[39m');
});

test('leaves text alone where there is none', async () => {
  const paint = await paintFor(false);
  for (const stroke of Object.values(paint)) expect(stroke('x')).toBe('x');
});
