import { expect, it } from 'vitest';
import { compare, planOf, promql, ramp } from '../../../support/plans.ts';

const logic = (kind: string, output: string, ...inputs: (string | number)[]) => ({
  [kind]: {
    in_ports: {
      inputs: inputs.map((input) =>
        typeof input === 'string' ? { signal_name: input } : { constant_signal: { value: input } },
      ),
    },
    out_ports: { output: { signal_name: output } },
  },
});
const invert = (input: string, output: string) => ({
  inverter: { in_ports: { input: { signal_name: input } }, out_ports: { output: { signal_name: output } } },
});

const plan = planOf([
  promql('IN', 'up'),
  compare('IN', 'gt', 1, 'HIGH'),
  logic('or', 'SAME', 'HIGH'),
  logic('first_valid', 'SAME_TOO', 'SAME', 1),
  invert('SAME_TOO', 'LOW'),
  logic('first_valid', 'STILL_LOW', 'LOW', 1),
  logic('or', 'TRUTH_OF_IN', 'IN'),
  logic('first_valid', 'IN_OR_1', 'IN', 1),
  invert('TRUTH_OF_IN', 'NOT_IN'),
  logic('first_valid', 'NOT_IN_OR_1', 'NOT_IN', 1),
  logic('or', 'LATE', 'LATER'),
  logic('or', 'LATER', 'LATE'),
  ramp([[1, '1s']], { forward: 'HIGH' }),
]);
const slot = (name: string) => plan.columns.find((column) => column.name === name)!.slot;

it.each([
  ['an or of one decision', 'SAME', 'HIGH'],
  ['a first_valid of what is never invalid', 'SAME_TOO', 'HIGH'],
  ['a first_valid of an inverted decision', 'STILL_LOW', 'LOW'],
  ['an ingress', 'root.12/FORWARD', 'HIGH'],
])('%s shares the slot of what it reads', (_, name, source) => {
  expect(slot(name)).toBe(slot(source));
});

it.each([
  ['an or of a number, which it turns into 1', 'TRUTH_OF_IN', 'IN'],
  ['a first_valid of what may be invalid', 'IN_OR_1', 'IN'],
  ['a first_valid of an inverted number, which may be invalid', 'NOT_IN_OR_1', 'NOT_IN'],
  ['an inverter', 'LOW', 'HIGH'],
])('%s has a slot of its own', (_, name, source) => {
  expect(slot(name)).not.toBe(slot(source));
});

it('one that reads the last tick does not share: what it reads is still to be made', () => {
  expect(plan.delayedSlotOf('root/LATER')).toBe(plan.start().frame.length - 1);
  expect(plan.delayedSlotOf('root/LATER')).not.toBe(slot('LATE'));
});
