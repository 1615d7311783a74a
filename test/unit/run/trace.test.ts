import { expect, test } from 'vitest';
import { signalOfTitle, traceWriter } from '../../../src/run/trace.ts';
import { planOf, promql } from '../../support/plans.ts';

const nested = {
  nested_circuit: {
    out_ports_map: { up: { signal_name: 'UP' } },
    components: [
      promql('INNER', 'up'),
      {
        unary_operator: {
          operator: 'abs',
          in_ports: { input: { signal_name: 'INNER' } },
          out_ports: { output: { signal_name: 'SIZE' } },
        },
      },
      { nested_signal_egress: { port_name: 'up', in_ports: { signal: { signal_name: 'SIZE' } } } },
    ],
  },
};
const plan = planOf([
  promql('A', 'a'),
  promql('B', 'b'),
  promql('C', 'c'),
  promql('D', 'd'),
  promql('E', 'e'),
  nested,
]);
const frame = plan.start().frame;
const readings: Record<string, number> = {
  A: 81.25,
  B: 0,
  C: Number.NaN,
  D: Number.POSITIVE_INFINITY,
  E: -0,
  'root.5/INNER': 1e-7,
  'root.5/SIZE': 5,
};
for (const { name, slot } of plan.columns) if (name in readings) frame[slot] = readings[name]!;

test('CSV: tick, time, then every signal in component order; invalid is an empty cell', () => {
  const { header, row } = traceWriter(plan, 'csv');
  expect(header).toBe('tick,time,A,B,C,D,E,root.5/INNER,root.5/SIZE,UP\n');
  expect(row(3, 1_700_000_000.5, frame)).toBe('3,2023-11-14T22:13:20.500Z,81.25,0,,+Inf,-0,1e-7,5,5\n');
});

test('NDJSON: the same columns; invalid is null', () => {
  const { header, row } = traceWriter(plan, 'ndjson');
  expect(header).toBe('');
  const line = row(3, 1_700_000_000.5, frame);
  expect(line).toMatch(/^\{"tick":3,"time":"2023-11-14T22:13:20.500Z","A":81.25,/);
  expect(JSON.parse(line)).toMatchObject({ B: 0, C: null, D: '+Inf', 'root.5/SIZE': 5 });
});

test('CSV: a column that a spreadsheet would take for a formula is text there', () => {
  const names = ['=HYPERLINK("http://evil.example")', '+A', '-A', '@A', "'=A", "it's"];
  const { header } = traceWriter(planOf(names.map((name) => promql(name, 'a'))), 'csv');
  expect(header).toBe(`tick,time,"'=HYPERLINK(""http://evil.example"")",'+A,'-A,'@A,''=A,it's\n`);
});

test.each(['=A', '+A', "'=A", "''=A", "'A", 'A'])('the signal %s is found again under its title', (name) => {
  const { header } = traceWriter(planOf([promql(name, 'a')]), 'csv');
  expect(signalOfTitle(header.trim().split(',')[2]!)).toBe(name);
});
