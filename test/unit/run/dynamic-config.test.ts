import { expect, test } from 'vitest';
import { lookUp, describe as spell, steer } from '../../../src/run/dynamic-config.ts';
import { planOf } from '../../support/plans.ts';

const plan = planOf([
  {
    bool_variable: {
      constant_output: false,
      config_key: 'rollout',
      out_ports: { output: { signal_name: 'ON' } },
    },
  },
  {
    variable: {
      constant_output: { value: 3 },
      config_key: 'limits.upper',
      out_ports: { output: { signal_name: 'UPPER' } },
    },
  },
]);

test.each([
  ['the policy’s own without a key', {}, 0, 3],
  ['the document’s where it has one', { rollout: true, limits: { upper: { value: 7 } } }, 1, 7],
  ['the policy’s own for what is no value of the kind', { limits: { upper: 'high' } }, 0, 3],
])('%s', (_name, document, on, upper) => {
  const { frame, tick } = plan.start();
  steer(plan, frame, { rollout: true, limits: { upper: { value: 1 } } });
  steer(plan, frame, document);
  tick();
  expect([frame[plan.slotOf('root/ON')!], frame[plan.slotOf('root/UPPER')!]]).toEqual([on, upper]);
});

test('a dot in a key separates levels', () => {
  expect(lookUp({ a: { b: 1 } }, 'a.b')).toBe(1);
  expect(lookUp({ a: 1 }, 'a.b')).toBeUndefined();
});

test('a document in one line', () => {
  expect(spell({ rollout: true, pass_through_label_values: ['a'] })).toBe(
    'rollout: true, pass_through_label_values: ["a"]',
  );
  expect(spell({})).toBe("back to the policy's own values");
});
