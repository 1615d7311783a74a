import type { Rate } from '../../../judge/assessment.ts';
import { formatSpoken } from '../../../text/duration.ts';
import { formatPercent } from '../../../text/number.ts';
import { ifKnown } from '../../words.ts';

/** What there is no figure for. */
export const NONE = '-';

export const countText = (count: number): string => count.toLocaleString('en-US');

/** A count that need not be whole: `12.5`, `1,204`. */
export const effectiveText = (count: number): string => countText(Math.round(count * 10) / 10);

export const percentOf = ({ share }: Pick<Rate, 'share'>): string =>
  Number.isFinite(share) ? formatPercent(share) : NONE;

/** `6.6 % to 12.3 %`. */
export const intervalOf = ({ interval }: Pick<Rate, 'interval'>): string =>
  ifKnown(interval, ([low, high]) => `${formatPercent(low)} to ${formatPercent(high)}`, NONE);

/** A time that may never have come. */
export const timeText = (seconds: number | null, never: string): string =>
  ifKnown(seconds, formatSpoken, never);

/** `2026-11-03T11:00:00.000Z` as `2026-11-03 11:00:00`; all times are UTC. */
export const momentText = (moment: string): string => moment.replace('T', ' ').replace(/(\.000)?Z$/, '');
