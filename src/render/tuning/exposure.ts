import { MAX_SLIPPED } from '../../judge/tune/score.ts';
import type { SettingFigures } from '../../judge/tuning.ts';
import { NONE } from '../assessment/blocks/numbers.ts';
import { shortNumber } from '../plot/number.ts';

export const ENDLESS = 'no end';

/** The p95 in percent-hours. What slips through is exposed without end, as the choice of a setting has it. */
export function exposureText({ caught, exposure_percent_hours: { p95 } }: SettingFigures): string {
  if (p95 === null || !Number.isFinite(caught)) return NONE;
  return caught < 1 - MAX_SLIPPED ? ENDLESS : shortNumber(p95);
}
