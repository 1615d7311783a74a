import { expect, it } from 'vitest';
import { findKind, reportUnknown } from '../../../../src/circuit/compile/find-kind.ts';

it.each<[unknown, string]>([
  [{ decider: {} }, 'decider at /decider'],
  [{ decider: null, ema: {} }, 'ema at /ema'],
  [{ query: { promql: {} } }, 'promql at /query/promql'],
  [{ flow_control: { load_ramp: {} } }, 'load_ramp at /flow_control/load_ramp'],
  [{ load_ramp: { in_ports: {} } }, 'CIRCUIT_UNKNOWN_KIND load_ramp /0/load_ramp: flow_control.load_ramp'],
  [{ decidr: { operator: 'gt' } }, 'CIRCUIT_UNKNOWN_KIND decidr /0/decidr: decider'],
  [
    { flow_control: { load_rmp: {} } },
    'CIRCUIT_UNKNOWN_KIND flow_control.load_rmp /0/flow_control/load_rmp: flow_control.load_ramp',
  ],
  [{ decider: {}, ema: {} }, 'CIRCUIT_NO_KIND /0'],
  [{}, 'CIRCUIT_NO_KIND /0'],
  [[], 'CIRCUIT_NO_KIND /0'],
  [null, 'CIRCUIT_NO_KIND /0'],
  ['decider', 'CIRCUIT_NO_KIND /0'],
  [{ generator_variable: {} }, 'CIRCUIT_UNKNOWN_KIND generator_variable /0/generator_variable: undefined'],
])('%j is %s', (raw, expected) => {
  const found = findKind(raw, false);
  let said = '';
  if ('unknown' in found)
    reportUnknown(found, '/0', (code, params, pointer) => {
      const named = params as { kind?: string; suggestion?: string };
      said = code + (named.kind ? ` ${named.kind} ${pointer}: ${named.suggestion}` : ` ${pointer}`);
    });
  else said = `${found.kind.kind} at ${found.at}`;
  expect(said).toBe(expected);
});

it('finds what composites alone may write, inside them alone', () => {
  expect(findKind({ signal_generator: {} }, true)).toMatchObject({ kind: { kind: 'signal_generator' } });
});
