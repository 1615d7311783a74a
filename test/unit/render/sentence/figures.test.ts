import { expect, it } from 'vitest';
import { figures } from '../../../../src/render/sentence/figures.ts';

it.each([
  [50.18341, undefined, '50.2'],
  [0.0033333, undefined, '0.00333'],
  [1234.56, undefined, '1235'],
  [0, undefined, '0'],
  [-7.6543, undefined, '-7.65'],
  [Number.POSITIVE_INFINITY, 100, '+Inf'],
  [100.04, 100, '100.04'],
  [99.9999, 100, '99.9999'],
  [99.99999999, 100, '99.99999999'],
  [100, 100, '100'],
  [100.25, 100.25, '100.25'],
  [180.4, 100, '180'],
])('%d against %s is %s', (value, against, text) => expect(figures(value, against)).toBe(text));
