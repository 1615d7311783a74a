import { expect, it } from 'vitest';
import { constantOf, constantText } from '../../../src/circuit/constant.ts';

it.each([
  [{ value: 75 }, 75, '75.00'],
  [{ value: 1.005 }, 1.005, '1.00'],
  [{ value: 0.125 }, 0.125, '0.12'],
  [{ value: 0.375 }, 0.375, '0.38'],
  [{ value: -2.625 }, -2.625, '-2.62'],
  [{ value: -0 }, -0, '-0.00'],
  [{ value: -0.001 }, -0.001, '-0.00'],
  [{ value: 2 ** 49 + 0.125 }, 2 ** 49 + 0.125, '562949953421312.12'],
  [{ value: 1e21 }, 1e21, '1000000000000000000000.00'],
  [{}, 0, '0.00'],
  [undefined, 0, '0.00'],
  [{ special_value: 'NaN' }, Number.NaN, 'NaN'],
  [{ special_value: '+Inf' }, Number.POSITIVE_INFINITY, '+Inf'],
  [{ special_value: '-Inf' }, Number.NEGATIVE_INFINITY, '-Inf'],
])('%j reads %s and is drawn as %s', (signal, reading, text) => {
  expect([constantOf(signal), constantText(signal)]).toEqual([reading, text]);
});
