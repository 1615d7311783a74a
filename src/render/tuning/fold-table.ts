import type { TunedFold, Tuning } from '../../judge/tuning.ts';
import { formatPercent } from '../../text/number.ts';
import { momentText, NONE, percentOf, timeText } from '../assessment/blocks/numbers.ts';
import { left, type Row, right, type Table } from '../blocks/block.ts';
import { shortNumber } from '../plot/number.ts';

const NEVER = 'never';

/** Fold by fold: what was chosen on the history before it, and what that came to behind it beside the setting in use. */
export const foldTable = ({ folds }: Pick<Tuning, 'folds'>): Table => ({
  kind: 'table',
  title: '',
  columns: [
    left('tuned up to (UTC)'),
    left('judged on starts'),
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

const figuresOf = ({
  false_alarms,
  completed,
  caught,
  delay_seconds: { p50, p95 },
  exposure_percent_hours: exposure,
}: TunedFold['chosen']): string[] => [
  percentOf(false_alarms),
  formatPercent(completed),
  Number.isFinite(caught) ? formatPercent(caught) : NONE,
  timeText(p50, NEVER),
  timeText(p95, NEVER),
  exposure.p95 === null ? NONE : shortNumber(exposure.p95),
];
