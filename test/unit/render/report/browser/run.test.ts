import { describe, expect, test } from 'vitest';
import { Run } from '../../../../../src/render/report/browser/run.ts';
import type { PageData, PageSignal } from '../../../../../src/render/report/page-data.ts';

const packed = (readings: readonly number[]) => ({
  values: Buffer.from(Float32Array.from(readings).buffer).toString('base64'),
});

const page = (ticksPerCell: number, signals: readonly PageSignal[]): PageData => ({
  ticks: 2 * ticksPerCell,
  cells: [[2, ticksPerCell]],
  focus: { tick: 0, kind: 'end', from: 0, to: 2 },
  held: [],
  plots: [{ scale: 'share', unit: '%', column: 'A', marks: [], setpoints: [], moves: [] }],
  decisions: { hops: [], paths: [], cells: [] },
  bytes: 4,
  interval: 1,
  start: null,
  accept: 'A',
  moves: { forward: 'F', backward: 'B', reset: 'R' },
  signals,
});

describe('the decision of a tick', () => {
  test.each([
    [0, 0, 0, 'hold'],
    [1, 0, 0, 'forward'],
    [0, 1, 0, 'backward'],
    [1, 1, 0, 'hold'],
    [1, 1, 1, 'reset'],
    [1, Number.NaN, Number.NaN, 'forward'],
  ])('forward %d, backward %d, reset %d: %s', (forward, backward, reset, decision) => {
    const signals = Object.entries({ F: forward, B: backward, R: reset }).map(([name, reading]) => ({
      name,
      last: packed([reading, 0]),
    }));
    const run = new Run(page(1, signals));
    expect([run.decisionAt(0), run.decisionAt(1)]).toEqual([decision, 'hold']);
  });
});

test('a cell of several ticks shows the strongest direction true at any of them', () => {
  const moved = { last: packed([0, 0]), min: packed([0, 0]), max: packed([1, 0]) };
  const run = new Run(
    page(10, [
      { name: 'F', ...moved },
      { name: 'B', ...moved },
    ]),
  );
  expect([run.decisionAt(0), run.decisionAt(1)]).toEqual(['backward', 'hold']);
});

test('a cell whose readings differ shows the last one and the extremes', () => {
  const signal = { name: 'A', last: packed([2, 3]), min: packed([1, 3]), max: packed([2.5, 3]) };
  const run = new Run(page(10, [signal]));
  expect([run.textAt('A', 0), run.textAt('A', 1)]).toEqual(['2 % (1 to 2.5)', '3 %']);
  expect([run.acceptAt(0), run.textAt('B', 0)]).toEqual(['2 %', '']);
});

test('after a gap what moves forward is held, nothing else', () => {
  const held = [{ from: 0, to: 1 }];
  const decisions = [
    [1, 0, 0],
    [0, 1, 0],
    [1, 0, 1],
  ].map(([forward, backward, reset]) => {
    const signals = Object.entries({ F: forward!, B: backward!, R: reset! }).map(([name, reading]) => ({
      name,
      last: packed([reading, reading]),
    }));
    const run = new Run({ ...page(1, signals), held });
    return [run.decisionAt(0), run.decisionAt(1)];
  });
  expect(decisions).toEqual([
    ['hold', 'forward'],
    ['backward', 'backward'],
    ['reset', 'reset'],
  ]);
});
