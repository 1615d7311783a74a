import { expect, it } from 'vitest';
import { compile } from '../../../../src/circuit/compile.ts';
import { compare, promql, ramp } from '../../../support/plans.ts';

const alerter = (signal: string) => ({
  alerter: { parameters: { alert_name: 'A' }, in_ports: { signal: { signal_name: signal } } },
});
const variable = (output: string) => ({
  variable: { constant_output: { value: 1 }, out_ports: { output: { signal_name: output } } },
});
const steer = [promql('A', 'up'), compare('A', 'gt', 1, 'GO'), ramp([[1, '1s']], { forward: 'GO' })];

it.each<[string, unknown[], string[]]>([
  ['nothing where all leads to the ramp', steer, []],
  [
    'a signal nobody reads',
    [...steer, variable('X')],
    ['CIRCUIT_UNUSED_SIGNAL /circuit/components/3/variable/out_ports/output/signal_name'],
  ],
  [
    'what leads only to such a signal, each component once',
    [...steer, promql('B', 'up'), compare('B', 'gt', 1, 'C'), compare('B', 'lt', 1, 'D')],
    [
      'CIRCUIT_UNUSED_SIGNAL /circuit/components/4/decider/out_ports/output/signal_name',
      'CIRCUIT_UNUSED_SIGNAL /circuit/components/5/decider/out_ports/output/signal_name',
      'CIRCUIT_NO_INFLUENCE /circuit/components/3/query/promql',
    ],
  ],
  ['nothing where an alert reads it', [...steer, variable('X'), alerter('X')], []],
  [
    'a loop that feeds only itself',
    [...steer, compare('Y', 'gt', 1, 'X'), compare('X', 'gt', 1, 'Y')],
    [
      'CIRCUIT_NO_INFLUENCE /circuit/components/3/decider',
      'CIRCUIT_NO_INFLUENCE /circuit/components/4/decider',
    ],
  ],
  [
    'one thing where nothing steers at all',
    [variable('X'), compare('X', 'gt', 1, 'Y'), compare('Y', 'gt', 1, 'X')]
      .slice(1)
      .concat(compare('X', 'lt', 0, 'Z')),
    [
      'CIRCUIT_UNUSED_SIGNAL /circuit/components/2/decider/out_ports/output/signal_name',
      'CIRCUIT_NO_OUTPUT /circuit/components',
    ],
  ],
  ['nothing in an empty circuit', [], []],
])('warns of %s', (_, components, expected) => {
  const { diagnostics } = compile({ components }, (path) => ({ path }));
  expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
});
