import type { Assessment, Rate } from '../../judge/assessment.ts';
import { cell, row, scrolled, table } from '../page/table.ts';
import { percentOf } from './blocks/numbers.ts';
import { figuresOf, rateBar } from './rate-cells.ts';

const COLUMNS = [
  { title: 'Rehearsals that' },
  { title: 'Share', style: 'number' as const },
  { title: '95 % interval' },
  { title: '' },
  { title: 'Count', style: 'number' as const },
  { title: 'Independent', style: 'number' as const },
  { title: 'Effective', style: 'number' as const },
];

/** How often each thing happened, with its interval as text and as a bar from 0 to 100 %. */
export function rateTable({ completed, completed_without_reset, false_alarms }: Assessment): string {
  const rates: (readonly [string, Rate, string])[] = [
    ['reached 100 %', completed, 'forward'],
    ['reached it without a reset', completed_without_reset, 'forward'],
    ['were reset by nothing', false_alarms.reset, 'reset'],
    ['of these, at the first step', false_alarms.reset_at_first_step, 'reset'],
    ['were sent back by nothing', false_alarms.backward, 'backward'],
  ];
  const rows = rates.map(([name, rate, style]) =>
    row([cell(name), cell(percentOf(rate), 'number'), ...figuresOf(rate, rateBar(rate, style))]),
  );
  return scrolled('wide rates', 'Rates', table(COLUMNS, rows));
}
