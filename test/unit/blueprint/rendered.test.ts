import { expect, test } from 'vitest';
import { originOf } from '../../../src/blueprint/rendered.ts';

const origin = originOf([
  { policy: '', values: '/policy' },
  { policy: '/circuit/components/1', values: '/policy/load_ramp' },
  { policy: '/circuit/components/1/parameters', values: '/policy/load_ramp', verbatim: true },
]);

test.each([
  ['', '/policy'],
  ['/circuit', '/policy'],
  ['/circuit/components/1/in_ports/forward', '/policy/load_ramp'],
  ['/circuit/components/1/parameters/steps/0', '/policy/load_ramp/steps/0'],
  ['/circuit/components/10', '/policy'],
])('%s comes from %s', (policy, values) => {
  expect(origin(policy)).toBe(values);
});
