import { expect, test } from 'vitest';
import { heatScale } from '../../../../src/render/assessment/heat-scale.ts';

test('counts have up to four levels, the greatest always the strongest', () => {
  const { key, styleOf } = heatScale([1, 20, 3]);
  expect(key).toEqual([
    ['heat-0', 'none'],
    ['heat-1', '1 to 5'],
    ['heat-2', '6 to 10'],
    ['heat-3', '11 to 15'],
    ['heat-4', '16 to 20'],
  ]);
  expect([0, 1, 5, 6, 20].map(styleOf)).toEqual(['heat-0', 'heat-1', 'heat-1', 'heat-2', 'heat-4']);
});

test('few counts have as many levels as there are', () => {
  expect(heatScale([1, 2]).key).toEqual([
    ['heat-0', 'none'],
    ['heat-3', '1'],
    ['heat-4', '2'],
  ]);
  expect(heatScale([]).key).toEqual([['heat-0', 'none']]);
});
