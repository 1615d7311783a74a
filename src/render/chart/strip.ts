import { DIRECTIONS, type Direction } from '../../rollout/criterion.ts';
import { metReadings } from '../plot/moves.ts';
import { missingSlices } from '../plot/range.ts';
import type { Plot } from '../plot.ts';
import type { ChartLayout } from './chart-layout.ts';
import { wrapText } from './fit-text.ts';
import { type Cell, rowText } from './grid.ts';

const MISSING = '?';
const SIGNS: Readonly<Record<Direction, string>> = { forward: '>', backward: '<', reset: 'x' };

/**
 * One character a column: the strongest direction met there. Backward and reset count when they were met at
 * any tick of it, forward when it was met at all of them.
 */
export function strip({ column, moves }: Plot, layout: ChartLayout): string[] {
  const { axisWidth, plotWidth, buckets, ran, paint } = layout;
  if (moves.length === 0) return [];
  const missing = missingSlices(column, buckets, plotWidth);
  const signals = moves.map((move) => ({
    direction: move.direction,
    readings: metReadings(move, buckets, plotWidth),
  }));
  const length = Math.ceil((plotWidth * ran) / buckets);
  const cells = Array.from({ length }, (_, x): Cell => {
    const here = signals.filter(({ readings }) => readings[x]! > 0).map(({ direction }) => direction);
    return cellOf(here, missing[x] === 1);
  });
  return [`${' '.repeat(axisWidth + 2)}${rowText(cells, paint)}`];
}

function cellOf(held: readonly Direction[], isMissing: boolean): Cell {
  const strongest = DIRECTIONS.findLast((direction) => held.includes(direction));
  if (strongest) return { sign: SIGNS[strongest], style: strongest };
  if (isMissing) return { sign: MISSING, style: 'dim' };
  return { sign: '.', style: 'dim' };
}

/** What the characters of the strips mean. */
export function legend(plots: readonly Plot[], { width, paint, buckets, plotWidth }: ChartLayout): string[] {
  const isMissing = plots.some(({ column }) => missingSlices(column, buckets, plotWidth).includes(1));
  const entries = [...DIRECTIONS.map((direction) => `${SIGNS[direction]} ${direction}`), '. none of them'];
  if (isMissing) entries.push(`${MISSING} no value`);
  const paintSign = (line: string): string =>
    line.replace(/[<>x](?= )/g, (sign) =>
      paint(DIRECTIONS.find((direction) => SIGNS[direction] === sign)!, sign),
    );
  return wrapText(entries.join('   '), width).map(paintSign);
}
