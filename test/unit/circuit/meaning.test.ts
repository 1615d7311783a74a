import { expect, it } from 'vitest';
import { truthSignals } from '../../../src/circuit/meaning.ts';
import { signalName } from '../../../src/circuit/tree.ts';
import { compare, planOf, promql, ramp } from '../../support/plans.ts';

const port = (feed: string | number) =>
  typeof feed === 'number' ? { constant_signal: { value: feed } } : { signal_name: feed };

const switcher = (on: string | number, off: string | number, output: string) => ({
  switcher: {
    in_ports: { on_signal: port(on), off_signal: port(off), switch: port('HIGH') },
    out_ports: { output: port(output) },
  },
});

const IN = promql('IN', 'up');
const HIGH = compare('IN', 'gt', 1, 'HIGH');

const truthsOf = (...components: unknown[]): string[] =>
  [...truthSignals(planOf(components).tree)].map(signalName).sort();

it('is stated by a kind for its out ports', () => {
  expect(truthsOf(IN, HIGH)).toEqual(['HIGH']);
});

it('is relayed where all that is relayed is true or false, in whatever order', () => {
  expect(truthsOf(IN, switcher('SAME', 0, 'LAST'), switcher('HIGH', 1, 'SAME'), HIGH)).toEqual([
    'HIGH',
    'LAST',
    'SAME',
  ]);
});

it.each([
  ['one feed is a number', switcher('HIGH', 'IN', 'MIXED')],
  ['one feed is a constant beside 0 and 1', switcher('HIGH', 2, 'MIXED')],
  ['all feeds are constants', switcher(1, 0, 'MIXED')],
  ['it reads itself alone', switcher('MIXED', 'MIXED', 'MIXED')],
])('is not relayed where %s', (_, component) => {
  expect(truthsOf(IN, HIGH, component)).toEqual(['HIGH']);
});

it('crosses the boundary of a circuit', () => {
  const truths = truthsOf(IN, HIGH, ramp([[1, '1s']], { forward: 'HIGH' }));
  expect(truths).toEqual(['END_SIGNAL', 'FORWARD', 'HIGH', 'START_SIGNAL']);
});
