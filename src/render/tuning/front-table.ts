import type { FrontSetting, Tuning } from '../../judge/tuning.ts';
import { percentOf, timeText } from '../assessment/blocks/numbers.ts';
import { left, type Row, right, type Table } from '../blocks/block.ts';
import { joined } from '../words.ts';
import { exposureText } from './exposure.ts';

const NEVER = 'never';

/** The settings that none beats in false alarms and delay, and those in use and chosen. */
export const frontTable = ({ front }: Tuning): Table => ({
  kind: 'table',
  title: 'false alarms against delay: what no other setting beats',
  columns: [left('values'), left(''), ...['reset by nothing', 'delay p50', 'p95', '% h p95'].map(right)],
  rows: front.map(rowOf),
});

const rowOf = (setting: FrontSetting): Row => ({
  cells: [
    Object.values(setting.values).map(String).join(', '),
    joined([setting.in_use ? 'in use' : '', setting.chosen ? 'chosen' : ''], ', '),
    percentOf(setting.false_alarms),
    timeText(setting.delay_seconds.p50, NEVER),
    timeText(setting.delay_seconds.p95, NEVER),
    exposureText(setting),
  ],
});
