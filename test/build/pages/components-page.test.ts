import { expect, it } from 'vitest';
import { componentsPage } from '../../../build/pages/components-page.ts';
import { kinds, spelling } from '../../../src/circuit/kinds.ts';

const page = componentsPage();
const section = (name: string) => page.split(/^## /m).find((text) => text.startsWith(`${name}\n`))!;

it('has a heading for every kind, in order', () => {
  const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, name]) => name);
  expect(headings).toEqual(kinds.map(spelling).sort());
});

it.each([
  ['ports', 'ema', '| `max_envelope` | optional |'],
  [
    'parameters inside a shared shape',
    'ema',
    '| `parameters.correction_factor_on_min_envelope_violation` | number | `1` |',
  ],
  [
    'parameters inside lists',
    'flow_control.load_ramp',
    '| `parameters.steps[].duration` | duration | required |',
  ],
  ['choices', 'decider', '| `operator` | `gt` `lt` `gte` `lte` `eq` `neq` | required |'],
  ['out ports', 'signal_generator', 'Out ports: `output`, `at_start`, `at_end`.'],
  ['what a sink is', 'auto_scale.auto_scaler', 'in a run it is a sink'],
  ['what cannot be written', 'flow_control.load_actuator', 'a policy cannot write it'],
])('says %s', (_, name, text) => {
  expect(section(name)).toContain(text);
});
