import { expect, it } from 'vitest';
import { dynamicCell } from '../../../src/circuit/binding.ts';

it('a dynamic cell is cell 0 under the key, and none without a key', () => {
  const decode = () => 1;
  expect(dynamicCell('rollout', decode)).toEqual([{ key: 'rollout', cell: 0, decode }]);
  expect(dynamicCell('', decode)).toEqual([]);
  expect(dynamicCell(undefined, decode)).toEqual([]);
});
