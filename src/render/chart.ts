import { DIRECTIONS, type Direction } from '../rollout/criterion.ts';
import { formatSpoken } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import { fitText, wrapText } from './chart/fit-text.ts';
import { drawArea, drawLine, drawMark, type Grid, grid, rowText } from './chart/grid.ts';
import { ASCII, type Glyphs, type Paint, painter, UNICODE } from './chart/paint.ts';
import { extremes, slice } from './plot/range.ts';
import { clockText, inWallClock, timeLabels } from './plot/time.ts';
import { acceptPlot, driverPlots, type Plot, type Rehearsal } from './plot.ts';

/** `width` in terminal columns, at least 40; without `unicode` the chart is plain ASCII. */
export interface ChartOptions {
  readonly width: number;
  readonly colour: boolean;
  readonly unicode?: boolean;
}

interface Style {
  readonly axis: number;
  readonly plot: number;
  readonly glyphs: Glyphs;
  readonly paint: Paint;
}

const ACCEPT_ROWS = 6;
const STRIP: Readonly<Record<Direction, string>> = { forward: '>', backward: '<', reset: 'x' };

/** The course of a run in a terminal: accept percentage, every driver against its thresholds, one time axis under all. */
export function chart(rehearsal: Rehearsal, { width, colour, unicode = true }: ChartOptions): string {
  const accept = acceptPlot(rehearsal);
  const drivers = driverPlots(rehearsal);
  const axis = axisWidth(drivers);
  const style: Style = {
    axis,
    plot: Math.max(40, width) - axis - 3,
    glyphs: unicode ? UNICODE : ASCII,
    paint: painter(colour),
  };
  const { buckets } = rehearsal.recording;
  if (buckets === 0) return `${headline(rehearsal, style)}\n`;
  const rows = drivers.length === 1 ? 6 : drivers.length > 3 ? 3 : 4;
  const blocks = [
    [headline(rehearsal, style)],
    accept ? acceptBlock(accept, buckets, style) : [],
    ...drivers.map((plot) => driverBlock(plot, buckets, rows, style)),
    timeAxis(rehearsal, style),
    legend(style),
  ];
  return `${blocks
    .flat()
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

function headline({ result }: Rehearsal, { axis, plot, paint }: Style): string {
  const { source, ticks, interval_seconds } = result;
  const span = inWallClock(result)
    ? `, ${clockText(result, Date.parse(source.from) / 1000, false)} to ${clockText(result, Date.parse(source.to) / 1000, false)} UTC`
    : '';
  const length = `${ticks.toLocaleString('en-US')} ${ticks === 1 ? 'tick' : 'ticks'} of ${formatSpoken(interval_seconds)}`;
  const name = source.kind === 'scenario' ? `scenario ${source.name ?? ''}`.trim() : source.kind;
  const facts = fitText(` ${name}${span}, ${length}`, axis + plot + 2 - result.policy.length);
  return `${paint('bold', fitText(result.policy, axis + plot + 2))}${facts}`;
}

function acceptBlock(plot: Plot, buckets: number, style: Style): string[] {
  const drawing = grid(style.plot, ACCEPT_ROWS);
  const range = [plot.low, plot.high] as const;
  drawArea(drawing, slice(plot.column, buckets, style.plot), range, style.glyphs);
  const labels = new Map<number, string>([
    [0, '100'],
    [ACCEPT_ROWS - 1, '0'],
  ]);
  for (const mark of plot.marks)
    labels.set(drawMark(drawing, mark, range, style.glyphs), shortNumber(mark.value));
  return [
    style.paint('bold', `${plot.title}, % of requests`),
    ...framed(drawing, labels, style),
    ...strip(plot, buckets, style),
  ];
}

function driverBlock(plot: Plot, buckets: number, rows: number, style: Style): string[] {
  const drawing = grid(style.plot, rows);
  const range = [plot.low, plot.high] as const;
  const { braille } = style.glyphs;
  drawLine(drawing, slice(plot.column, buckets, braille ? style.plot * 2 : style.plot), range, style.glyphs);
  const labels = new Map<number, string>();
  const found = extremes(plot.column, buckets);
  if (found) labels.set(0, roundNumber(plot.high)).set(rows - 1, roundNumber(plot.low));
  for (const mark of plot.marks)
    labels.set(drawMark(drawing, mark, range, style.glyphs), shortNumber(mark.value));
  return [driverTitle(plot, found, style), ...framed(drawing, labels, style), ...strip(plot, buckets, style)];
}

function driverTitle(
  { title, criteria }: Plot,
  found: readonly [number, number] | undefined,
  { axis, plot, paint }: Style,
): string {
  const width = axis + plot + 2;
  const [low, high] = (found ?? []).map(shortNumber);
  const range = low === undefined ? 'no value at all' : low === high ? low : `${low} to ${high}`;
  const rest = [range, ...criteria.map((criterion) => criterion.text)].join(', ');
  const name = fitText(title, width);
  return `${paint('bold', name)}${fitText(`  ${rest}`, width - name.length)}`;
}

function framed(
  drawing: Grid,
  labels: ReadonlyMap<number, string>,
  { axis, glyphs, paint }: Style,
): string[] {
  return drawing.cells.map((_, row) => {
    const label = labels.get(row);
    const edge = label === undefined ? glyphs.axis : glyphs.tee;
    return `${(label ?? '').padStart(axis)} ${paint('dim', edge)}${rowText(drawing, row, paint)}`;
  });
}

/** One character a column: what held there. Backward and reset count when they held at any tick of it, forward when at all. */
function strip({ column, held }: Plot, buckets: number, { axis, plot, paint }: Style): string[] {
  if (held.length === 0) return [];
  const valid = slice(column, buckets, plot).max;
  const slices = held.map(({ direction, column: of }) => ({ direction, ...slice(of, buckets, plot) }));
  const strip = grid(plot, 1);
  for (let x = 0; x < plot; x++) {
    const holds = (direction: Direction) =>
      slices.some((s) => s.direction === direction && (direction === 'forward' ? s.min : s.max)[x]! > 0);
    const direction = DIRECTIONS.findLast(holds);
    strip.cells[0]![x] = direction ? STRIP[direction] : valid[x] === valid[x] ? '.' : ' ';
    strip.inks[0]![x] = direction ?? 'dim';
  }
  return [`${' '.repeat(axis + 2)}${rowText(strip, 0, paint)}`];
}

function timeAxis({ result }: Rehearsal, { axis, plot, glyphs, paint }: Style): string[] {
  const rule = new Array<string>(plot).fill(glyphs.floor);
  const words = new Array<string>(plot).fill(' ');
  let free = 0;
  for (const { at, text } of timeLabels(result, Math.floor(plot / 13))) {
    const x = Math.min(plot - 1, Math.floor((at / result.ticks) * plot));
    const from = Math.min(x, plot - text.length);
    if (from < free) continue;
    rule[x] = glyphs.label;
    for (let i = 0; i < text.length; i++) words[from + i] = text[i]!;
    free = from + text.length + 2;
  }
  const unit = inWallClock(result) ? 'UTC' : 't+';
  return [
    `${' '.repeat(axis + 1)}${paint('dim', glyphs.corner + rule.join(''))}`,
    `${unit.padStart(axis)}  ${words.join('')}`,
  ];
}

function legend({ axis, plot, paint }: Style): string[] {
  const words = [...DIRECTIONS.map((direction) => `${STRIP[direction]} ${direction}`), '. none of them'];
  const paintSign = (line: string) =>
    line.replace(/[<>x](?= )/g, (sign) =>
      paint(DIRECTIONS.find((direction) => STRIP[direction] === sign)!, sign),
    );
  return wrapText(words.join('   '), axis + plot + 2).map(paintSign);
}

const axisWidth = (drivers: readonly Plot[]): number =>
  Math.max(
    4,
    ...drivers.flatMap(({ marks, low, high }) =>
      [roundNumber(low), roundNumber(high), ...marks.map((mark) => shortNumber(mark.value))].map(
        (text) => text.length,
      ),
    ),
  );

const roundNumber = (value: number): string => formatNumber(Number(value.toPrecision(3)));

/** At most four significant digits: what an axis has room for. */
const shortNumber = (value: number): string => formatNumber(Number(value.toPrecision(4)));
