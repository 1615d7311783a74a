import { expect, test } from 'vitest';
import { readOverlay } from '../../../src/cli/overlay.ts';
import { latencyPlan } from '../../support/plans.ts';

const plan = latencyPlan();
const read = (trace: string) =>
  readOverlay(trace, { file: 'run.csv', at: { tick: 0 } }, { plan, policy: 'checkout' });

test('a tick with its caption', () => {
  const names = plan.columns.map(({ name }) => name);
  const cells = names.map((name) => {
    if (name === 'LATENCY') return '120';
    return name === 'RESET_0' || name.endsWith('/RESET') ? '1' : '';
  });
  const { overlay, diagnostics } = read(
    `tick,time,${names.join(',')}\n0,2026-01-01T00:00:00.000Z,${cells.join(',')}\n`,
  );
  expect(diagnostics).toEqual([]);
  expect(overlay.readings.get('LATENCY')).toBe(120);
  expect(overlay.caption).toEqual([
    'checkout at tick 0, 2026-01-01T00:00:00.000Z',
    'The accept percentage is invalid.',
    'The ramp resets: RESET_0: LATENCY = 120 > 100',
  ]);
});

test.each([
  ['tick,time,OTHER\n0,t,1\n', 'TRACE_FOREIGN', 'error'],
  ['tick,time,LATENCY\n0,t,1\n', 'TRACE_COLUMNS', 'warning'],
])('a trace of another circuit: %j', (trace, code, severity) => {
  expect(read(trace).diagnostics).toMatchObject([{ code, severity, file: 'run.csv' }]);
});
