import { expect, test } from 'vitest';
import { planTable } from '../../../src/render/plan-table.ts';
import { planOf } from '../../support/plans.ts';

const from = (name: string) => ({ signal_name: name });

test('the order of a tick, with slots, and the signal a loop is cut at', () => {
  const plan = planOf([
    {
      first_valid: {
        in_ports: { inputs: [from('SUM'), { constant_signal: { value: 0 } }] },
        out_ports: { output: from('SUM_OR_ZERO') },
      },
    },
    {
      arithmetic_combinator: {
        operator: 'add',
        in_ports: { lhs: from('SUM_OR_ZERO'), rhs: { constant_signal: { value: 1 } } },
        out_ports: { output: from('SUM') },
      },
    },
  ]);
  const slot = (key: string) => plan.slotOf(`root/${key}`);
  expect(planTable(plan)).toBe(`turn  component  kind                      reads                puts out
0     root.0     FirstValid                SUM@${slot('SUM')} (late), 0.00   SUM_OR_ZERO@${slot('SUM_OR_ZERO')}
1     root.1     ArithmeticCombinator add  SUM_OR_ZERO@${slot('SUM_OR_ZERO')}, 1.00  SUM@${slot('SUM')}

frame of ${plan.start().frame.length} readings, a tick every 1 s
root.0 reads SUM of the tick before: it comes first in a loop, which is cut there
`);
});
