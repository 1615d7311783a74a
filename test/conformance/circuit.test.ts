import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScript } from '../support/circuit-script.ts';

const folder = new URL('circuit/', import.meta.url);

for (const file of readdirSync(folder)) {
  const script = new URL(file, folder);
  describe(file, () => {
    for (const { name, run } of parseScript(readFileSync(script, 'utf8'), `test/conformance/circuit/${file}`)) it(name, run);
  });
}

describe('a script that is wrong says where, and shows what came instead', () => {
  const fault = (text: string): string => {
    try {
      for (const { run } of parseScript(text, 'x.test')) run();
      return 'nothing';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const circuit = 'case wrong\ncircuit 1s\n  OUT = inverter(input: IN)\n';

  it.each([
    ['another reading', `${circuit}feed\n  IN   0 _ 10\nexpect\n  OUT  1 _ 1`, 'x.test:7: OUT is not as expected\n  tick     0 1 2\n  expected 1 _ 1\n  got      1 _ 0'],
    ['one less exact than allowed', `${circuit}feed\n  IN   0\nexpect\n  OUT  1.1 ~0.01`, 'x.test:7: OUT is not as expected\n  tick       0\n  expected 1.1\n  got        1'],
    ['a signal that is not there', `${circuit}feed\n  IN   0\nexpect\n  NO   1`, 'x.test:7: there is no signal NO'],
    ['a series that is none', `${circuit}feed\n  IN   0x`, 'x.test:5: "0x" is no series'],
    ['a component that is none', 'case wrong\ncircuit 1s\n  OUT inverter', 'x.test:3: "OUT inverter" is no component'],
    ['diagnostics nobody expected', 'case wrong\ncircuit 1s\n  OUT = decider(lhs: A, rhs: 1) {operator: gt}', 'x.test:2: unexpected diagnostics: CIRCUIT_UNDEFINED_SIGNAL signal A is read but nothing produces it'],
    ['diagnostics that do not come', `${circuit}feed\n  IN 0\ndiagnostics\n  CIRCUIT_SINK`, 'x.test:7: expected CIRCUIT_SINK, got CIRCUIT_UNUSED_SIGNAL signal OUT'],
    ['another order', `${circuit}feed\n  IN 0\nplan\n  order root.0 root.1`, 'x.test:7: the order is root.1 root.0'],
    ['another label', `${circuit}feed\n  IN 0\nplan\n  draws root.0 Inverted:`, 'x.test:7: it draws root.0 Inverter: '],
    ['no case', 'circuit 1s', 'x.test:1: expected a case first, got "circuit 1s"'],
  ])('%s', (_, text, expected) => {
    expect(fault(text)).toContain(expected);
  });
});
