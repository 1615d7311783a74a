import type { FrontSetting, Tuning } from '../../judge/tuning.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { formatPercent } from '../../text/number.ts';
import { intervalOf } from '../assessment/blocks/numbers.ts';
import { figure } from '../assessment/figure.ts';
import { TO_BASELINE, valueAxis } from '../report/value-axis.ts';
import { element } from '../xml.ts';
import {
  AXIS_HEIGHT,
  type FrontScales,
  frontScales,
  HEIGHT,
  limitLine,
  NEVER_BAND,
  shareAxis,
} from './front-scales.ts';
import { labelsOf } from './value-table.ts';

/** Pixels. */
const SIZE = 6;

/** Of all that is exposed to the effect, so much is reset within the delay. */
type Part = 'p50' | 'p95';

const TITLES: Readonly<Record<Part, string>> = {
  p50: 'until half of the bad rollouts are reset',
  p95: 'until 95 in 100 are reset',
};

/** False alarms against delay, setting by setting; the one in use and the chosen one stand out. */
export const frontFigures = (tuning: Tuning): string =>
  (['p50', 'p95'] as const).map((part) => frontFigure(tuning, part)).join('');

function frontFigure(tuning: Tuning, part: Part): string {
  const { front, limit, in_use, detect } = tuning;
  const horizon = formatSpoken(in_use.rehearsals.horizon_seconds);
  const scales = frontScales(tuning, part);
  const says = (setting: FrontSetting): string => saysOf(setting, part, horizon);
  const hasDelays = front.some(({ delay_seconds }) => delay_seconds[part] !== null);
  return figure({
    title: `Delay ${TITLES[part]}`,
    captions: [
      `in ${scales.unit}, with ${detect}, by the share of healthy rehearsals that are reset; never: not within ${horizon}`,
    ],
    label: front.map(says).join('; '),
    height: HEIGHT,
    axisHeight: AXIS_HEIGHT,
    style: 'front',
    key: [
      ['in-use', 'in use'],
      ['chosen', 'chosen'],
      ['other', 'others that none beats'],
    ],
    content: [
      hasDelays ? valueAxis({ low: 0, high: scales.high }, HEIGHT, scales.toY) : '',
      element('rect', { class: 'never', width: '100%', height: NEVER_BAND }),
      element(
        'text',
        { class: 'value', x: -6, y: NEVER_BAND / 2 + TO_BASELINE, 'text-anchor': 'end' },
        'never',
      ),
      `<rect class="frame" width="100%" height="${HEIGHT}"/>`,
      ...shareAxis(scales),
      limitLine(limit, scales),
      ...inOrder(front).map((setting) => point(setting, setting.delay_seconds[part], scales, says(setting))),
    ].join(''),
  });
}

/** What stands out is drawn last. */
const inOrder = (front: readonly FrontSetting[]): FrontSetting[] => {
  const rank = ({ chosen, in_use }: FrontSetting): number => 2 * Number(chosen) + Number(in_use);
  return [...front].sort((a, b) => rank(a) - rank(b));
};

function point(
  setting: FrontSetting,
  delay: Seconds | null,
  { toX, toY, perUnit }: FrontScales,
  says: string,
): string {
  const { false_alarms } = setting;
  const style = styleOf(setting);
  const y = delay === null ? NEVER_BAND / 2 : toY(delay / perUnit);
  const [low, high] = false_alarms.interval ?? [false_alarms.share, false_alarms.share];
  const line = element('line', { class: `whisker ${style}`, x1: toX(low), x2: toX(high), y1: y, y2: y });
  const place = element('svg', { x: toX(false_alarms.share), y, overflow: 'visible' }, shapeOf(style));
  return element('g', { 'data-says': says }, `${line}${place}`);
}

type Look = 'in-use' | 'chosen' | 'other';

function styleOf({ in_use, chosen }: FrontSetting): Look {
  if (chosen) return 'chosen';
  return in_use ? 'in-use' : 'other';
}

/** Told apart without colours, too. */
function shapeOf(style: Look): string {
  const attributes = { class: `point ${style}` };
  if (style === 'other') return element('circle', { ...attributes, r: SIZE - 1 });
  if (style === 'in-use')
    return element('rect', { ...attributes, x: -SIZE, y: -SIZE, width: 2 * SIZE, height: 2 * SIZE });
  return element('path', { ...attributes, d: `M0 ${-SIZE - 2}L${SIZE + 2} 0L0 ${SIZE + 2}L${-SIZE - 2} 0Z` });
}

function saysOf(
  { values, in_use, chosen, false_alarms, delay_seconds }: FrontSetting,
  part: Part,
  horizon: string,
): string {
  const interval = false_alarms.interval === null ? '' : ` (${intervalOf(false_alarms)})`;
  const delay = delay_seconds[part];
  const detected = part === 'p50' ? 'half' : '95 in 100';
  const reset =
    delay === null
      ? `fewer than ${detected} of the bad ones reset within ${horizon}`
      : `${detected} of the bad ones reset within ${formatSpoken(delay)}`;
  const names = [...(in_use ? ['in use'] : []), ...(chosen ? ['chosen'] : [])];
  const name = [names.join(' and '), settingText(values)].filter((text) => text !== '').join(': ');
  return `${name}; ${formatPercent(false_alarms.share)}${interval} reset by nothing, ${reset}`;
}

/** `forward.threshold 75, reset.threshold 90`. */
function settingText(values: FrontSetting['values']): string {
  const labels = labelsOf(Object.keys(values));
  return Object.values(values)
    .map((value, i) => `${labels[i]} ${value}`)
    .join(', ');
}
