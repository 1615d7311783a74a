import { describe, expect, test } from 'vitest';
import { isFault, parseSeries } from '../../../src/text/series.ts';

const NONE = Number.NaN;

describe('parseSeries reads', () => {
  test.each<[string, number[]]>([
    ['', []],
    ['  \n ', []],
    ['1 2.5 -3', [1, 2.5, -3]],
    ['0+10x3', [0, 10, 20, 30]],
    ['0-10x2', [0, -10, -20]],
    ['-5+2.5x2', [-5, -2.5, 0]],
    ['5x3', [5, 5, 5, 5]],
    ['5x0', [5]],
    ['_', [NONE]],
    ['_x3', [NONE, NONE, NONE]],
    ['stale', [NONE]],
    ['1 _ 2', [1, NONE, 2]],
    ['1e3+1e2x1', [1000, 1100]],
    ['NaN inf -Inf', [NONE, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    ['0.1+0.1x2', [0.1, 0.2, 0.1 + 2 * 0.1]],
  ])('%j', (text, readings) => expect(parseSeries(text)).toEqual(readings));
});

describe('parseSeries names the word it cannot read', () => {
  test.each([
    ['1 two 3', 'two', 2],
    ['0+10', '0+10', 0],
    ['1x', '1x', 0],
    ['_x', '_x', 0],
    ['1 2\n 3x-1', '3x-1', 5],
    ['0x99999999999', '0x99999999999', 0],
    ['1+x3', '1+x3', 0],
  ])('%j', (text, word, offset) => {
    const series = parseSeries(text);
    expect(isFault(series) && series).toEqual({ word, offset });
  });
});
