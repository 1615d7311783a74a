import { expect, it } from 'vitest';
import { layOut, outKeys } from '../../../../src/circuit/plan/layout.ts';
import { compare, planOf, promql } from '../../../support/plans.ts';

const add = (lhs: string, output: string) => ({
  arithmetic_combinator: {
    operator: 'add',
    in_ports: { lhs: { signal_name: lhs }, rhs: { constant_signal: { value: 5 } } },
    out_ports: { output: { signal_name: output } },
  },
});
const { interval, tree, leaves, feeds, loops, order } = planOf([
  compare('IN', 'gt', 5, 'HIGH'),
  promql('IN', 'up'),
  add('SUM', 'SUM'),
]);
const producers = new Map([
  ['root/HIGH', 0],
  ['root/IN', 1],
  ['root/SUM', 2],
]);
const cells = [[0, 0], [Number.NaN], []];
const { initialFrame, slots, delayed, states, ports } = layOut(
  { interval, tree, leaves, feeds, loops, order, producers, cells },
  new Map(),
);

it('lays the frame out: invalid, discard, hold, gate, constants, then leaf by leaf as they run, then what loops', () => {
  // the constant 5, the sum, the query's cell, both cells of the decider, the sum of the last tick
  expect([...initialFrame]).toEqual([Number.NaN, 0, 0, 0, 5, Number.NaN, Number.NaN, 0, 0, Number.NaN]);
  expect(new Set([...slots.values(), ...delayed.values()]).size).toBe(4);
});

it('puts a signal into the cell that holds it', () => {
  expect(slots.get('root/IN')).toBe(states[1]);
  expect(slots.get('root/HIGH')).toBe(states[0]);
});

it('leads ports to signals, to constants, and to the last tick', () => {
  expect(ports[0]).toEqual({
    in: { lhs: slots.get('root/IN'), rhs: 4 },
    out: { output: slots.get('root/HIGH') },
  });
  expect(ports[2]).toEqual({
    in: { lhs: delayed.get('root/SUM'), rhs: 4 },
    out: { output: slots.get('root/SUM') },
  });
});

it('leads what is not connected to the invalid slot, and what is not named to the discard slot', () => {
  const bare = planOf([{ decider: { operator: 'gt' } }]);
  const { ports: none } = layOut({ ...bare, producers: new Map(), cells: [[0, 0]] }, new Map());
  expect(none[0]).toEqual({ in: { lhs: 0, rhs: 0 }, out: { output: 1 } });
});

it('lists signals in the order of the ports', () => {
  expect(leaves.flatMap(outKeys)).toEqual(['root/HIGH', 'root/IN', 'root/SUM']);
});
