import { expect, test } from 'vitest';
import { withMeasures } from '../../../src/policy/measures.ts';
import { circuitText } from '../../../src/render/circuit-text.ts';
import { latencyPlan, planOf, promql } from '../../support/plans.ts';

test('what a component reads stands below it, each component once', () => {
  expect(circuitText(withMeasures(latencyPlan()))).toMatchInlineSnapshot(`
    "LoadRamp 1 selectors [root.4]
    ├─ backward <- BACKWARD_0  Decider gt for 0s [root.2]
    │  ├─ lhs <- LATENCY  PromQL every 1s: average latency, ms [root.0]
    │  └─ rhs = 90.00
    ├─ forward <- FORWARD_0  Decider lt for 0s [root.1]
    │  ├─ lhs <- LATENCY  PromQL every 1s: average latency, ms [root.0]
    │  └─ rhs = 75.00
    └─ reset <- RESET_0  Decider gt for 0s [root.3]
       ├─ lhs <- LATENCY  PromQL every 1s: average latency, ms [root.0]
       └─ rhs = 100.00
    "
  `);
});

test('a loop that nothing else reads is drawn, and ends', () => {
  const gate = (input: string, output: string) => ({
    or: { in_ports: { inputs: [{ signal_name: input }] }, out_ports: { output: { signal_name: output } } },
  });
  const plan = planOf([promql('UP', 'up'), gate('B', 'A'), gate('A', 'B')]);
  expect(circuitText(plan)).toMatchInlineSnapshot(`
    "PromQL every 1s [root.0]
    Or [root.1]
    └─ inputs <- B  Or [root.2]
       └─ inputs <- A  Or [root.1] (above)
    "
  `);
});

test('a chain of thousands goes on at the left', () => {
  const inverter = (i: number) => ({
    inverter: {
      in_ports: { input: { signal_name: `S${i}` } },
      out_ports: { output: { signal_name: `S${i + 1}` } },
    },
  });
  const chain = Array.from({ length: 3000 }, (_, i) => inverter(i));
  const lines = circuitText(planOf([promql('S0', 'up'), ...chain])).split('\n');
  expect(lines.filter((line) => line.endsWith('(below)')).length).toBeGreaterThan(0);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(300);
});
