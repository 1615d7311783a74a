import { expect, test } from 'vitest';
import { boxesOf, linksOf } from '../../../src/render/boxes.ts';
import { compare, planOf, promql, ramp } from '../../support/plans.ts';

const { tree } = planOf([
  promql('LATENCY', 'up'),
  compare('LATENCY', 'lt', 75, 'FORWARD'),
  ramp(
    [
      [1, '0s'],
      [100, '5m'],
    ],
    { reset: 'FORWARD', forward: 'FORWARD' },
  ),
]);

test('a box says what it is and lists its ports by name', () => {
  expect(boxesOf(tree, 1).map(({ id, role }) => [id, role])).toEqual([
    ['root.0', 'input'],
    ['root.1', 'leaf'],
    ['root.2', 'composite'],
  ]);
  expect(boxesOf(tree, 1)[2]!.in.map(({ port }) => port)).toEqual(['forward', 'reset']);
  expect(
    boxesOf(tree, 2)
      .filter(({ role }) => role === 'output')
      .map(({ name }) => name),
  ).toEqual(['Sampler']);
});

test('a link leads to the entry that reads it', () => {
  expect(
    linksOf(boxesOf(tree, 1)).map(
      ({ from, to, signal }) => `${from.id} ${signal} ${to.id} ${to.port} ${to.entry}`,
    ),
  ).toEqual([
    'root.0 root/LATENCY root.1 lhs 0',
    'root.1 root/FORWARD root.2 forward 0',
    'root.1 root/FORWARD root.2 reset 1',
  ]);
});
