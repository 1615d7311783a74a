import { expect, test } from 'vitest';
import { heldOn } from '../../../src/cli/trace-hold.ts';
import type { TraceRow } from '../../../src/run/trace-row.ts';

const row = (demand: TraceRow['demand'], ...heldBy: string[]): TraceRow => ({
  tick: 3,
  time: '2026-01-01T00:00:03.000Z',
  readings: new Map(),
  demand,
  heldBy,
});

test.each([
  [row('none'), 'forward', undefined],
  [row('hold', 'gap'), 'forward', { decision: 'hold', by: 'too soon after a gap in its ticks' }],
  [row('hold', 'gap'), 'backward', undefined],
  [
    row('backward', 'no_data', 'approval'),
    'hold',
    { decision: 'backward', by: 'without a value of a query, waiting for approval' },
  ],
  [row('reset', 'killed'), 'forward', { decision: 'reset', by: 'killed' }],
  [row('hold', 'somebody_else'), 'forward', { decision: 'hold', by: 'somebody_else' }],
] as const)('%j, and the circuit asks for %s', (held, asked, expected) => {
  expect(heldOn(held, asked)).toEqual(expected);
});
