import { expect, test } from 'vitest';
import { manySeries } from '../../../src/prometheus/missing-reason.ts';

test('the labels of a series are written once, however many of its moments are named', () => {
  let reads = 0;
  const metric = new Proxy(
    { job: 'api' },
    {
      ownKeys: (target) => {
        reads++;
        return Reflect.ownKeys(target);
      },
    },
  );
  expect([manySeries([metric]).labels, manySeries([metric]).labels]).toEqual([
    ['{job="api"}'],
    ['{job="api"}'],
  ]);
  expect(reads).toBe(1);
});
