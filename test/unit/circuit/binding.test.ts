import { expect, it } from 'vitest';
import { dynamicCell } from '../../../src/circuit/binding.ts';

it('a dynamic cell is cell 0 under the key, and none without a key', () => {
  const type = { type: 'boolean' as const, decode: () => 1, takes: () => true, expected: 'anything' };
  expect(dynamicCell('rollout', type)).toEqual([{ key: 'rollout', cell: 0, ...type }]);
  expect(dynamicCell('', type)).toEqual([]);
  expect(dynamicCell(undefined, type)).toEqual([]);
});
