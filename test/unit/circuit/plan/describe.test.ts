import { expect, it } from 'vitest';
import { explainPlan } from '../../../../src/circuit/plan/describe.ts';
import { compare, planOf, promql, ramp } from '../../../support/plans.ts';

const explained = (...components: unknown[]) =>
  explainPlan(planOf(components)).replace(/ +/g, ' ').split('\n');

it('lists the components as they run, what they read and put out, with slots', () => {
  const lines = explained(compare('A', 'gt', 2, 'GO'), promql('A', 'up'));
  expect(lines).toEqual([
    'a tick every 1s, 2 components, 2 signals, 8 slots',
    '',
    ' id component reads puts out',
    '1 root.1 query.promql output A @5',
    '2 root.0 decider lhs A @5, rhs 2 output GO @6',
    '',
    'no loops: every signal is read in the tick it is made',
    '',
  ]);
});

it('says which signals are read a tick late, and why', () => {
  const first = (reads: string, output: string) => ({
    first_valid: {
      in_ports: { inputs: [{ signal_name: reads }] },
      out_ports: { output: { signal_name: output } },
    },
  });
  const lines = explained(first('C', 'A'), first('A', 'B'), first('B', 'C'), first('D', 'D'));
  expect(lines.slice(-4)).toEqual([
    '2 signal paths read one tick late:',
    ' root.0 reads C of the last tick: root.0 -> root.1 -> root.2 -> root.0 is a loop, and root.0 comes first in the policy',
    ' root.3 reads D of the last tick: it feeds itself',
    '',
  ]);
  expect(lines.find((line) => line.includes('root.0 first_valid'))).toMatch(
    /inputs C @\d+ \(last tick\) output A @\d+$/,
  );
});

it('names signals inside composites by their path', () => {
  const lines = explained(ramp([[1, '1s']], { forward: 'GO' }), promql('GO', 'up'));
  expect(lines.find((line) => line.includes('signal_generator'))).toContain('forward root.0/FORWARD @');
});
