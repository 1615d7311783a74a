import { type ChartOptions, chartLayout } from './chart/chart-layout.ts';
import { acceptBlock, driverBlock } from './chart/plot-block.ts';
import { timeAxis } from './chart/time-axis.ts';
import type { RunTimes } from './plot/time.ts';
import { acceptPlot, type Drawn, driverPlots } from './plot.ts';

/** A run under way, and the times of its ticks so far. */
export interface LiveRun extends Drawn {
  readonly times: RunTimes;
}

export interface LiveChartOptions extends ChartOptions {
  readonly plotRows: number;
  /** The ticks that the chart has room for; a longer run fills it. */
  readonly frameTicks: number;
}

/** A run under way: accept percentage and drivers in a frame that fills from the left, one time axis under all. */
export function liveChart(run: LiveRun, options: LiveChartOptions): string[] {
  const { series, times } = run;
  const ticks = Math.max(series.ticks, options.frameTicks);
  const accept = acceptPlot(run);
  const drivers = driverPlots(run);
  const frame = Math.ceil(ticks / series.ticksPerBucket);
  const layout = chartLayout([accept ?? [], drivers].flat(), series.buckets, { ...options, frame });
  const lines = [
    ...(accept ? acceptBlock(accept, layout) : []),
    ...drivers.flatMap((plot) => driverBlock(plot, layout)),
    ...timeAxis({ ...times, ticks }, layout),
  ];
  return lines.map((line) => line.trimEnd());
}
