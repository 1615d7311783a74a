import { expect, test } from 'vitest';
import { liveChart } from '../../../src/render/live-chart.ts';
import { widthOf } from '../../../src/text/width.ts';
import { onSeries } from '../../support/rehearsed.ts';

const OPTIONS = { width: 60, colour: false, unicode: false, plotRows: 3 };

test('a run under way fills its frame from the left; thresholds and axis span all of it', async () => {
  const { plan, series, result } = await onSeries('50x80');
  const lines = liveChart({ plan, series, times: result }, { ...OPTIONS, frameTicks: 240 });
  expect(`\n${lines.join('\n')}\n`).toBe(`
accept percentage, % of requests
  100 +----------------------------------------------------
   50 +
1, 25 +--------##########----------------------------------
       .>>>>>>>>>>>>>>>>>
LATENCY  50, forward < 75, reset > 100
  100 +----------------------------------------------------
   75 +----------------------------------------------------
   60 +******************
       .>>>>>>>>>>>>>>>>>
ERRORS  0, backward > 0.05
 0.05 +----------------------------------------------------
 0.02 +
    0 +******************
       ..................
      ++------------+------------+------------+-----------+
       t+0s       t+1m         t+2m         t+3m       t+4m
`);
});

test('a run longer than its frame narrows it, and has the lines that were asked for', async () => {
  const { plan, series, result } = await onSeries('50x240');
  const draw = (frameTicks: number) => liveChart({ plan, series, times: result }, { ...OPTIONS, frameTicks });
  expect(draw(100)).toEqual(draw(241));
  expect(draw(241).filter((line) => / [+|]/.test(line))).toHaveLength(3 * OPTIONS.plotRows + 1);
  expect(Math.max(...draw(241).map(widthOf))).toBeLessThanOrEqual(60);
});
