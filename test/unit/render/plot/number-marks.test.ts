import { expect, test } from 'vitest';
import { numberMarks } from '../../../../src/render/plot/number-marks.ts';

test.each<[string, number, number, number, string]>([
  ['a share', 0, 100, 6, '0 20 40 60 80 100'],
  ['few marks', 0, 100, 3, '0 50 100'],
  ['ends that are not round', 22.8, 108.2, 6, '40 60 80 100'],
  ['fractions', 0, 1.08, 6, '0 0.25 0.5 0.75 1'],
  ['small readings', 0, 0.00034, 6, '0 0.0001 0.0002 0.0003'],
  ['readings below 1e-6', 1e-9, 3e-9, 4, '1e-9 2e-9 3e-9'],
  ['both sides of zero', -0.3, 0.3, 5, '-0.2 0 0.2'],
  ['readings close to each other', 99.995, 100.005, 6, '99.996 99.998 100 100.002 100.004'],
  ['large readings', 1e6, 5e6, 5, '1000000 2000000 3000000 4000000 5000000'],
  ['neighbouring floats', 1, 1 + 2 ** -52, 5, '1'],
  ['one mark', 0, 10, 1, '0 10'],
  ['the whole of floats', -1.7e308, 1.7e308, 5, ''],
  ['an infinite end', 0, Number.POSITIVE_INFINITY, 5, ''],
  ['nothing', 5, 5, 5, ''],
])('round marks of %s', (_title, low, high, maxMarks, texts) => {
  const marks = numberMarks({ low, high }, maxMarks);
  expect(marks.map(({ text }) => text).join(' ')).toBe(texts);
  expect(marks.map(({ at }) => String(at)).join(' ')).toBe(texts);
});
