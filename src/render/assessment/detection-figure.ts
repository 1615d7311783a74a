import type { Rate } from '../../judge/assessment.ts';
import { valueAxis } from '../report/value-axis.ts';
import { element, round } from '../xml.ts';
import { intervalOf, percentOf } from './blocks/numbers.ts';
import { detectionCurves, finite, LINES, type Placed } from './detection-curves.ts';
import { type Effect, sizeText } from './effect.ts';
import { type EffectGroup, effectGroups, type SizedInjection } from './effect-groups.ts';
import { figure, percent } from './figure.ts';
import type { AssessmentModel } from './model.ts';
import { sizeLabels } from './size-labels.ts';

/** Pixels. */
const HEIGHT = 170;
const AXIS = 22;
const RADIUS = 4;
/** What an effect is caught in, at least, to count as caught. */
const CAUGHT = 0.95;
/** Free at both ends of the axis, as a share of it. */
const MARGIN = 0.05;

/** What the sizes of effects are. */
const SORTS = { x: 'factors', '+': 'added', '=': 'set to' } as const;

/** What is caught by the size of the effect, one figure for each signal and sort of effect. */
export function detectionFigures(model: AssessmentModel): string {
  const groups = effectGroups(model.assessment.injections);
  return groups.map((group) => detectionFigure(group, isSearched(group, groups), model)).join('');
}

/** Of each signal the smallest effect is searched once, like the first that is a factor or is added. */
const isSearched = (group: EffectGroup, groups: readonly EffectGroup[]): boolean =>
  group === groups.find(({ signal, operator }) => signal === group.signal && operator !== '=');

function detectionFigure(
  group: EffectGroup,
  hasLeast: boolean,
  { assessment, measures }: AssessmentModel,
): string {
  const { title, unit } = measures.get(group.signal) ?? { title: group.signal, unit: '' };
  const placed = placesOf(group.injections);
  const least = hasLeast ? assessment.smallest_effect_caught[group.signal] : undefined;
  return figure({
    title,
    captions: [
      [`${SORTS[group.operator]}, share ${group.share}`, group.rest].filter((text) => text !== '').join(' '),
      ...(least === undefined ? [] : [leastText(least, assessment.smallest_effect_share[group.signal])]),
    ],
    label: `What is caught of effects on ${title}: ${placed.map((one) => saysOf(one, unit)).join('; ')}`,
    height: HEIGHT,
    axisHeight: AXIS,
    style: 'detection',
    key: LINES.map(([style, text]) => [style, text]),
    content: [
      valueAxis({ low: 0, high: 100 }, HEIGHT, (value) => toY(value / 100)),
      detectionCurves(placed, HEIGHT),
      element('line', { class: 'limit', x1: 0, x2: '100%', y1: toY(CAUGHT), y2: toY(CAUGHT) }),
      `<rect class="frame" width="100%" height="${HEIGHT}"/>`,
      ...placed.map((one) => pointsAt(one, unit)),
      ...sizeLabels(placed, HEIGHT + 16),
    ].join(''),
  });
}

function leastText(least: string | null, rate: Rate | undefined): string {
  if (least === null) return 'no effect that was tried is caught in 95 of 100';
  const share = rate?.interval ? `, there in ${intervalOf(rate)}` : '';
  return `caught in 95 of 100 from ${least} on${share}`;
}

const toY = (share: number): number => round(HEIGHT * (1 - share));

/** Factors on a logarithmic axis, what is added or set on an even one. */
function placesOf(injections: readonly SizedInjection[]): Placed[] {
  const values = injections.map(({ effect }) => positionOf(effect));
  const [first, last] = [Math.min(...values), Math.max(...values)];
  return injections.map((injection, i) => {
    const share = first === last ? 0.5 : (values[i]! - first) / (last - first);
    return { ...injection, at: MARGIN + share * (1 - 2 * MARGIN) };
  });
}

const positionOf = ({ operator, value }: Effect): number =>
  operator === 'x' ? Math.log(Math.max(value, Number.MIN_VALUE)) : value;

/** The points of one effect, the interval of what is caught through the first. */
function pointsAt(placed: Placed, unit: string): string {
  const { at, result } = placed;
  const x = percent(at);
  const points = LINES.map(([style, , rateOf]) => pointAt(style, x, rateOf(result)));
  return element(
    'g',
    { 'data-says': saysOf(placed, unit) },
    `${whisker(x, result.caught)}${points.reverse().join('')}`,
  );
}

const pointAt = (style: string, x: string, { share }: Rate): string =>
  element('circle', { class: `point ${style}`, cx: x, cy: toY(finite(share)), r: RADIUS });

function whisker(x: string, { interval }: Rate): string {
  if (interval === null) return '';
  return element('line', {
    class: 'whisker caught',
    x1: x,
    x2: x,
    y1: toY(interval[0]),
    y2: toY(interval[1]),
  });
}

function saysOf({ effect, result }: SizedInjection, unit: string): string {
  const { caught, detected, held, exposed } = result;
  const size = sizeText(effect, unit);
  if (exposed === 0) return `${size}: met no rehearsal`;
  const interval = caught.interval === null ? '' : ` (${intervalOf(caught)})`;
  return `${size}: caught ${percentOf(caught)}${interval}, reset ${percentOf(detected)}, held ${percentOf(held)}`;
}
