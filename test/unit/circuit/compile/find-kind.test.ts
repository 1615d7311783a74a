import { expect, it } from 'vitest';
import { findKind, reportUnknown } from '../../../../src/circuit/compile/find-kind.ts';
import { compile } from '../../../../src/circuit/compile.ts';

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

it.each([
  [
    { flow_control: { load_ramp_series: {} } },
    'CIRCUIT_UNKNOWN_KIND',
    'a series of ramps does not exist; use one load_ramp with more steps',
  ],
  [{ constructor: {} }, 'CIRCUIT_UNKNOWN_KIND', undefined],
  [
    { gradient_controller: { parameters: { slope: 1 }, in_ports: { optimize: {} } } },
    'CIRCUIT_UNKNOWN_PORT',
    'the port does not exist: add to its output with an arithmetic_combinator instead',
  ],
  [{ inverter: { in_ports: { constructor: {} } } }, 'CIRCUIT_UNKNOWN_PORT', 'ports: input'],
])('%j: the hint says what to write instead, where that is known', (component, code, hint) => {
  const { diagnostics } = compile({ components: [component] }, (path) => ({ path }));
  expect(diagnostics.find((one) => one.code === code)).toMatchObject({ code, hint: hint ?? null });
});
