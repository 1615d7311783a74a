import { describe, expect, it } from 'vitest';
import { bessel } from '../../../src/numerics/bessel.ts';

// The expected values are those of the C library; near a zero of a function only the absolute error is small.
describe.each<[keyof typeof bessel, [number, number][]]>([
  [
    'j0',
    [
      [1e-310, 1],
      [0.01, 0.9999750001562495],
      [2.5, -0.04838377646819799],
      [7.3, 0.2882169476350144],
      [19.9, 0.17287775639261843],
      [24.9, 0.08324596835301547],
      [25.1, 0.10827567149994946],
      [60.2, -0.09889275200065523],
      [1234.5, -0.013550379618035721],
    ],
  ],
  [
    'j1',
    [
      [1e-300, 5e-301],
      [0.01, 0.004999937500260416],
      [2.5, 0.497094102464274],
      [7.3, 0.08257043049325782],
      [19.9, 0.05011742480737973],
      [24.9, -0.13485569953140886],
      [25.1, -0.11463478413442257],
      [60.2, 0.02737431036716026],
      [1234.5, 0.0182175083373925],
    ],
  ],
  [
    'y0',
    [
      [5e-324, -473.9990734230043],
      [0.01, -3.005455637083646],
      [2.5, 0.4980703596152318],
      [7.3, 0.062773886374037594],
      [19.9, 0.045762094159385466],
      [24.9, -0.13649918399676522],
      [25.1, -0.11676770763803695],
      [60.2, 0.02819465006067487],
      [1234.5, 0.018222995047412552],
    ],
  ],
  [
    'y1',
    [
      [1e-300, -6.366197723675813e299],
      [0.01, -63.67859628206067],
      [2.5, 0.14591813796678577],
      [7.3, -0.28459437186807213],
      [19.9, -0.17178303121049254],
      [24.9, -0.08600255759555424],
      [25.1, -0.11062223322783099],
      [60.2, 0.09913032022498122],
      [1234.5, 0.013557761447180334],
    ],
  ],
])('%s', (name, cases) => {
  it.each(cases)('of %s is %s', (x, expected) => {
    expect(Math.abs(bessel[name](x) - expected)).toBeLessThanOrEqual(3e-16 * Math.max(1, Math.abs(expected)));
  });
});

it.each<[keyof typeof bessel, number, number]>([
  ['j0', 0, 1],
  ['j0', Number.POSITIVE_INFINITY, 0],
  ['j1', 0, 0],
  ['y0', 0, Number.NEGATIVE_INFINITY],
  ['y0', -1, Number.NaN],
  ['y1', 0, Number.NEGATIVE_INFINITY],
  ['y1', Number.POSITIVE_INFINITY, 0],
  ['j0', Number.NaN, Number.NaN],
  ['y1', Number.NaN, Number.NaN],
])('%s of %s is %s', (name, x, expected) => {
  expect(bessel[name](x)).toBe(expected);
});

it('mirrors j0 and turns j1 at 0', () => {
  expect([bessel.j0(-7.3), bessel.j1(-7.3)]).toEqual([bessel.j0(7.3), -bessel.j1(7.3)]);
});
