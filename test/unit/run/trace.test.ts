import { expect, test } from 'vitest';
import { traceWriter } from '../../../src/run/trace.ts';
import { latencyPlan } from '../../support/plans.ts';

const plan = latencyPlan();
const frame = plan.start().frame;
for (const [i, column] of plan.columns.entries())
  frame[column.slot] = [81.25, 0, 1, Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-7][i] ?? 5;

test('CSV: tick, time, then every signal in component order; invalid is an empty cell', () => {
  const { header, row } = traceWriter(plan, 'csv');
  expect(header).toBe(
    'tick,time,LATENCY,FORWARD_0,BACKWARD_0,RESET_0,root.4/ACCEPT_PERCENTAGE,root.4/START_SIGNAL,root.4/END_SIGNAL,root.4/FORWARD,root.4/BACKWARD,root.4/RESET\n',
  );
  expect(row(3, 1_700_000_000.5, frame)).toBe('3,2023-11-14T22:13:20.500Z,81.25,0,1,,+Inf,-0,1e-7,5,5,5\n');
});

test('NDJSON: the same columns; invalid is null', () => {
  const { header, row } = traceWriter(plan, 'ndjson');
  expect(header).toBe('');
  const line = row(3, 1_700_000_000.5, frame);
  expect(line).toMatch(/^\{"tick":3,"time":"2023-11-14T22:13:20.500Z","LATENCY":81.25,/);
  expect(JSON.parse(line)).toMatchObject({
    FORWARD_0: 0,
    RESET_0: null,
    'root.4/ACCEPT_PERCENTAGE': '+Inf',
    'root.4/RESET': 5,
  });
});
