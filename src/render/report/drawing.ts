import { DIRECTIONS } from '../../rollout/criterion.ts';
import { type Slices, slice } from '../plot/range.ts';
import type { Plot } from '../plot.ts';
import { element } from '../xml.ts';

/** A drawing is so many units wide and high, in whole numbers; whoever shows it stretches it. */
export const ACROSS = 1000;
export const DOWN = 400;

/** What a plot shows inside its frame: spans in which criteria held, thresholds, and the course of the signal. */
export function drawing(plot: Plot, buckets: number): string {
  const y = (value: number): number => {
    const share = (value - plot.low) / (plot.high - plot.low);
    return Math.round(DOWN * (1 - Math.min(1.02, Math.max(-0.02, share))));
  };
  const course = slice(plot.column, buckets, ACROSS);
  return [
    ...DIRECTIONS.map((direction) => {
      const held = plot.held
        .filter((h) => h.direction === direction)
        .map((h) => slice(h.column, buckets, ACROSS));
      return path(`span ${direction}`, held.map((slices) => spans(slices, direction === 'forward')).join(''));
    }),
    ...plot.marks.map(({ value, direction }) =>
      path(`mark ${direction ?? 'step'}`, `M0 ${y(value)}H${ACROSS}`),
    ),
    ...plot.criteria.map(({ setpoint, direction }) =>
      path(`mark ${direction}`, setpoint ? line(slice(setpoint, buckets, ACROSS), y) : ''),
    ),
    plot.sort === 'share' ? path('area', `M0 ${DOWN}V${line(onFloor(course), y).slice(3)}V${DOWN}H0Z`) : '',
    path('course', line(course, y)),
  ].join('');
}

const path = (classes: string, d: string): string => (d === '' ? '' : element('path', { class: classes, d }));

/** Through all slices, in relative steps; a slice with extremes apart is a vertical stroke, one without value a gap. */
function line({ min, max }: Slices, y: (value: number) => number): string {
  let d = '';
  let [at, flat] = [Number.NaN, 0];
  const level = () => {
    if (flat > 0) d += `h${flat}`;
    flat = 0;
  };
  for (let x = 0; x < min.length; x++) {
    if (min[x] !== min[x]) {
      level();
      at = Number.NaN;
      continue;
    }
    const [low, high] = [y(min[x]!), y(max[x]!)];
    const first = Math.abs(at - high) < Math.abs(at - low) ? high : low;
    if (Number.isNaN(at)) d += `M${x} ${first}`;
    else if (first !== at) {
      level();
      d += `v${first - at}`;
    }
    at = first === low ? high : low;
    if (at !== first) {
      level();
      d += `v${at - first}`;
    }
    flat++;
  }
  level();
  return d;
}

/** Missing readings at zero, for an area that has to close. */
const onFloor = ({ max, last }: Slices): Slices => {
  const top = max.map((reading) => (reading === reading ? reading : 0));
  return { min: top, max: top, last };
};

/** Full-height stretches. Backward and reset show when they held at any tick of a slice, forward when at all. */
function spans({ min, max }: Slices, isThroughout: boolean): string {
  const held = isThroughout ? min : max;
  let d = '';
  for (let from = 0; from < held.length; from++) {
    let to = from;
    while (to < held.length && held[to]! > 0) to++;
    if (to > from) d += `M${from} 0H${to}V${DOWN}H${from}Z`;
    from = to;
  }
  return d;
}
