import { describe, expect, test } from 'vitest';
import { parseStage } from '../../../../src/blueprint/stage.ts';
import { rampChart } from '../../../../src/cli/prompts/ramp-chart.ts';

const chart = (stages: string, columns: number) =>
  rampChart(
    stages.split(' ').map((text) => parseStage(text)!),
    columns,
  );

describe('rampChart', () => {
  test('is a picture of the ramp', () => {
    expect(`\n${chart('0,0s 50,1h 100,1h', 42)}\n`).toBe(`
  100 %                          ▁▂▄▆▇
                            ▁▂▄▆▇█████
                       ▁▂▄▆▇██████████
   50 %           ▁▂▄▆▇███████████████
             ▁▂▄▆▇████████████████████
        ▁▂▄▆▇█████████████████████████
    0 % ──────────────────────────────
        0 s                        2 h
        0 % at once, 50 % after 1 h
        100 % after 2 h
`);
  });

  test.each([40, 80, 200])('fits %d columns', (columns) => {
    const lines = chart(
      '1,0s 1.9,10h15m 3.7,10h15m 7.2,10h15m 14,10h30m 27,10h15m 52,10h15m 100,10h15m',
      columns,
    ).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  test('keeps its height where the ramp stands still, and ends in one column where it takes no time', () => {
    const rows = chart('50,1h 50,1h', 40).split('\n');
    expect(rows[3]!.slice(8)).toMatch(/^█+$/);
    expect(rows[2]!.trim()).toBe('');
    expect(chart('100,0s', 40)).toContain('100 % at once');
  });

  test('says the steps in words', () =>
    expect(chart('5,0s 25,2h 100,4h', 80)).toMatch(/5 % at once, 25 % after 2 h, 100 % after 6 h$/));
});
