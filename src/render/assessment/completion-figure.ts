import type { Quantiles } from '../../judge/assessment.ts';
import { formatSpoken } from '../../text/duration.ts';
import { timeAxis } from '../report/time-axis.ts';
import { valueAxis } from '../report/value-axis.ts';
import { element } from '../xml.ts';
import { type CompletionBin, completionBins } from './completion-bins.ts';
import { figure, percent, ROOMS } from './figure.ts';
import type { AssessmentModel } from './model.ts';

/** Pixels. */
const HEIGHT = 170;
/** So that one rehearsal among thousands is seen. */
const MIN_BAR = 2;

/** A part of a bar, from the bottom up. */
interface Part {
  readonly style: string;
  readonly count: number;
}

/** A bar; `says` is its text. */
interface Bar {
  readonly parts: readonly Part[];
  readonly says: string;
}

/** How long rehearsals took to 100 %, with a bar of its own for those that were not there within the horizon. */
export function completionFigure({ assessment, outcomes }: AssessmentModel): string {
  const { interval_seconds, rehearsals, completed } = assessment;
  const { bins, late, cut } = completionBins(outcomes, interval_seconds);
  const horizon = formatSpoken(rehearsals.horizon_seconds);
  const ends: Bar[] = [
    lone('late', late, `not within ${horizon}`),
    ...(cut > 0 ? [lone('cut', cut, 'met an incident first')] : []),
  ];
  const bars = bins.map(barOf);
  const columns = bars.length + 1 + ends.length;
  const high = Math.max(1, ...[...bars, ...ends].map(countOf));
  const toHeight = (count: number): number => (count / high) * HEIGHT;
  const draw = (bar: Bar, column: number): string => barAt(bar, column / columns, 1 / columns, toHeight);
  return figure({
    captions: quantileTexts(assessment.time_to_complete_seconds, horizon),
    label: `Time to 100 %: ${completed.count} rehearsals reached it, ${late} did not within ${horizon}`,
    height: HEIGHT,
    style: 'completion',
    key: [
      ['straight', 'without a reset'],
      ['after', 'after a reset'],
      ['late', `not within ${horizon}`],
      ...(cut > 0 ? [['cut', 'met an incident first'] as const] : []),
    ],
    content: [
      valueAxis({ low: 0, high }, HEIGHT, (count) => HEIGHT - toHeight(count)),
      ...bars.map(draw),
      ...ends.map((bar, i) => draw(bar, bars.length + 1 + i)),
      `<rect class="frame" width="100%" height="${HEIGHT}"/>`,
      axisOf(bins, bars.length / columns, interval_seconds),
    ].join(''),
  });
}

const lone = (style: string, count: number, text: string): Bar => ({
  parts: [{ style, count }],
  says: `${text}: ${rehearsalsText(count)}`,
});

function barOf({ from, to, straight, afterReset }: CompletionBin): Bar {
  const span = `${formatSpoken(from)} to ${formatSpoken(to)}`;
  const reset = afterReset === 0 ? '' : `, ${afterReset.toLocaleString('en-US')} of them after a reset`;
  return {
    parts: [
      { style: 'straight', count: straight },
      { style: 'after', count: afterReset },
    ],
    says: `${span}: ${rehearsalsText(straight + afterReset)}${reset}`,
  };
}

const rehearsalsText = (count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? 'rehearsal' : 'rehearsals'}`;

const countOf = ({ parts }: Bar): number => parts.reduce((sum, { count }) => sum + count, 0);

function barAt({ parts, says }: Bar, x: number, width: number, toHeight: (count: number) => number): string {
  let y = HEIGHT;
  const drawn = parts.map(({ style, count }) => {
    if (count === 0) return '';
    const height = Math.max(MIN_BAR, toHeight(count));
    y -= height;
    return element('rect', { class: `bar ${style}`, x: percent(x), width: percent(width), y, height });
  });
  const place = element('rect', { class: 'place', x: percent(x), width: percent(width), height: HEIGHT });
  return element('g', { 'data-says': says }, `${place}${drawn.join('')}`);
}

function axisOf(bins: readonly CompletionBin[], share: number, interval: number): string {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return '';
  const span = { clock: 'run', from: first.from, to: last.to, interval } as const;
  const axes = ROOMS.map((room) => timeAxis(span, { ...room, room: room.room * share }, HEIGHT));
  return `<svg width="${percent(share)}" height="${HEIGHT}" overflow="visible">${axes.join('')}</svg>`;
}

const QUANTILES = ['p50', 'p90', 'p95', 'p99'] as const;

function quantileTexts(
  times: Quantiles & { readonly fastest: number; readonly p90: number | null; readonly p99: number | null },
  horizon: string,
): string[] {
  const texts = QUANTILES.map((name) => {
    const time = times[name];
    return `${name} ${time === null ? `not within ${horizon}` : formatSpoken(time)}`;
  });
  return [`fastest possible ${formatSpoken(times.fastest)}`, ...texts];
}
