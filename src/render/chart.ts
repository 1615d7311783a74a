import { type ChartLayout, type ChartOptions, chartLayout } from './chart/chart-layout.ts';
import { wrapText } from './chart/fit-text.ts';
import { headline } from './chart/headline.ts';
import { acceptBlock, driverBlock } from './chart/plot-block.ts';
import { legend } from './chart/strip.ts';
import { timeAxis } from './chart/time-axis.ts';
import { acceptPlot, driverPlots, type Plot, type Rehearsal } from './plot.ts';
import { blindPrefix } from './summary/blind.ts';

/** A run in a terminal: what it did not see, accept percentage, every driver against its thresholds, one time axis under all. */
export function chart(rehearsal: Rehearsal, options: ChartOptions): string {
  const { result, series } = rehearsal;
  const accept = acceptPlot(rehearsal);
  const drivers = driverPlots(rehearsal);
  const layout = chartLayout([accept ?? [], drivers].flat(), series.buckets, options);
  const lines = [...blindLines(rehearsal, layout), headline(result, layout)];
  if (series.buckets > 0) lines.push(...plotLines(accept, drivers, layout));
  if (series.buckets > 0) lines.push(...timeAxis(result, layout), ...legend(drivers, layout));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function blindLines(rehearsal: Rehearsal, { width, paint }: ChartLayout): string[] {
  const text = blindPrefix(rehearsal);
  if (text === '') return [];
  return wrapText(text, width).map((line) => paint('reset', line));
}

function plotLines(accept: Plot | undefined, drivers: readonly Plot[], layout: ChartLayout): string[] {
  const driverLines = drivers.flatMap((plot) => driverBlock(plot, layout));
  if (!accept) return driverLines;
  return [...acceptBlock(accept, layout), ...driverLines];
}
