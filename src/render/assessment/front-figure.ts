import { formatSpoken } from '../../text/duration.ts';
import { formatPercent } from '../../text/number.ts';
import { numberMarks } from '../plot/number-marks.ts';
import { valueAxis } from '../report/value-axis.ts';
import { element, escapeXml, round } from '../xml.ts';
import { intervalOf } from './blocks/numbers.ts';
import { figure, percent } from './figure.ts';
import type { AssessmentModel, AssessmentSeries, FrontSetting } from './model.ts';

/** Pixels. */
const HEIGHT = 200;
const AXIS = 34;
const RADIUS = 5;
/** Above the longest delay, for settings whose delay is not within the horizon. */
const NEVER_BAND = 26;
/** Of the longest axis there is room for. */
const MAX_MARKS = 5;
const MINUTE = 60;

type Front = NonNullable<AssessmentSeries['front']>;

/** False alarms against delay, setting by setting; the one in use and the chosen one stand out. */
export function frontFigure({ assessment, series }: AssessmentModel): string {
  const { front } = series;
  if (!front || front.settings.length === 0) return '';
  const scales = scalesOf(front);
  const horizon = formatSpoken(assessment.rehearsals.horizon_seconds);
  return figure({
    captions: [`delay p95 of ${front.effect} in minutes, against the share of rehearsals that nothing reset`],
    label: front.settings.map((setting) => saysOf(setting, horizon)).join('; '),
    height: HEIGHT,
    axisHeight: AXIS,
    style: 'front',
    key: [
      ['in-use', 'in use'],
      ['chosen', 'chosen'],
      ['other', 'others tried'],
    ],
    content: [
      valueAxis({ low: 0, high: scales.minutes }, HEIGHT, scales.toY),
      element('rect', { class: 'never', width: '100%', height: NEVER_BAND }),
      element('text', { class: 'time', x: '99%', y: 17, 'text-anchor': 'end' }, `not within ${horizon}`),
      `<rect class="frame" width="100%" height="${HEIGHT}"/>`,
      ...axis(scales),
      ...inOrder(front).map((setting) => point(setting, scales, saysOf(setting, horizon))),
    ].join(''),
  });
}

interface Scales {
  /** The longest delay of the axis, and its greatest share. */
  readonly minutes: number;
  readonly share: number;
  readonly toX: (share: number) => string;
  readonly toY: (minutes: number) => number;
}

function scalesOf({ settings }: Front): Scales {
  const minutes = 1.05 * Math.max(1 / MINUTE, ...settings.map(({ delay }) => (delay ?? 0) / MINUTE));
  const share = Math.min(1, 1.05 * Math.max(0.01, ...settings.map(({ falseAlarms }) => falseAlarms.share)));
  return {
    minutes,
    share,
    toX: (one) => percent(Math.min(1, one / share)),
    toY: (one) => round(HEIGHT - (one / minutes) * (HEIGHT - NEVER_BAND)),
  };
}

/** What stands out is drawn last. */
const inOrder = ({ settings }: Front): FrontSetting[] => {
  const rank = { other: 0, 'in use': 1, chosen: 2 } as const;
  return [...settings].sort((a, b) => rank[a.role] - rank[b.role]);
};

function point({ falseAlarms, delay, role }: FrontSetting, { toX, toY }: Scales, says: string): string {
  const y = delay === null ? NEVER_BAND / 2 : toY(delay / MINUTE);
  const [low, high] = falseAlarms.interval ?? [falseAlarms.share, falseAlarms.share];
  const style = role.replace(' ', '-');
  const line = element('line', { class: `whisker ${style}`, x1: toX(low), x2: toX(high), y1: y, y2: y });
  const dot = element('circle', { class: `point ${style}`, cx: toX(falseAlarms.share), cy: y, r: RADIUS });
  return element('g', { 'data-says': says }, `${line}${dot}`);
}

const axis = ({ share, toX }: Scales): string[] =>
  numberMarks({ low: 0, high: share * 100 }, MAX_MARKS).map(({ at, text }) =>
    element(
      'text',
      { class: 'time', x: toX(at / 100), y: HEIGHT + 16, 'text-anchor': 'middle' },
      `${escapeXml(text)} %`,
    ),
  );

function saysOf({ name, falseAlarms, delay, role }: FrontSetting, horizon: string): string {
  const interval = falseAlarms.interval === null ? '' : ` (${intervalOf(falseAlarms)})`;
  const after = delay === null ? `not within ${horizon}` : `within ${formatSpoken(delay)}`;
  return `${role === 'other' ? '' : `${role}: `}${name}: ${formatPercent(falseAlarms.share)}${interval} reset by nothing, caught ${after}`;
}
