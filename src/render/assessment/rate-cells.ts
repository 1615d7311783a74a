import type { Rate } from '../../judge/assessment.ts';
import { cell } from '../page/table.ts';
import { element } from '../xml.ts';
import { countText, effectiveText, intervalOf } from './blocks/numbers.ts';

/** Pixels. */
const HEIGHT = 16;
const RADIUS = 4;

/** A share from 0 to 100 %: a line from one end of its interval to the other, and a dot at the share. */
export function rateBar({ share, interval }: Rate, style: string): string {
  if (!Number.isFinite(share)) return '';
  const at = (value: number): string => `${Math.round(value * 1000) / 10}%`;
  const middle = HEIGHT / 2;
  const [low, high] = interval ?? [share, share];
  return [
    `<svg class="rate ${style}" height="${HEIGHT}" aria-hidden="true">`,
    element('line', { class: 'whole', x1: 0, x2: '100%', y1: middle, y2: middle }),
    element('line', { class: 'interval', x1: at(low), x2: at(high), y1: middle, y2: middle }),
    element('circle', { class: interval ? 'share' : 'share open', cx: at(share), cy: middle, r: RADIUS }),
    '</svg>',
  ].join('');
}

/** Interval, bar, count and what the interval rests on, as cells. */
export const figuresOf = (rate: Rate, bar: string): string[] => [
  cell(intervalOf(rate), 'interval'),
  cell(bar, 'bar'),
  cell(countText(rate.count), 'number'),
  ...[rate.independent, rate.n_effective].map((count) => cell(effectiveText(count), 'number')),
];
