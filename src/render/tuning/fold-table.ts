import type { SettingFigures, TunedFold, Tuning } from '../../judge/tuning.ts';
import { formatPercent } from '../../text/number.ts';
import { momentText, NONE, percentOf, timeText } from '../assessment/blocks/numbers.ts';
import { left, moment, type Row, right, type Table } from '../blocks/block.ts';
import { exposureText } from './exposure.ts';

const NEVER = 'never';

/** Fold by fold: what was chosen on the history before it, and what that came to behind it beside the setting in use. */
export const foldTable = ({ folds }: Pick<Tuning, 'folds'>): Table => ({
  kind: 'table',
  title: '',
  columns: [
    moment('tuned up to (UTC)'),
    moment('judged on starts'),
    left('setting'),
    ...['values', 'reset by nothing', 'complete', 'caught', 'reset p50', 'p95', '% h p95'].map(right),
  ],
  rows: folds.flatMap(rowsOf),
});

const rowsOf = ({ tuned_to, judged_from, judged_to, values, chosen, in_use }: TunedFold): Row[] => [
  {
    cells: [
      momentText(tuned_to),
      `${momentText(judged_from)} to ${momentText(judged_to)}`,
      'chosen',
      Object.values(values).map(String).join(', '),
      ...figuresOf(chosen),
    ],
  },
  { cells: ['', '', 'in use', '', ...figuresOf(in_use)] },
];

function figuresOf(setting: SettingFigures): string[] {
  const { false_alarms, completed, caught, delay_seconds } = setting;
  return [
    percentOf(false_alarms),
    formatPercent(completed),
    Number.isFinite(caught) ? formatPercent(caught) : NONE,
    timeText(delay_seconds.p50, NEVER),
    timeText(delay_seconds.p95, NEVER),
    exposureText(setting),
  ];
}
