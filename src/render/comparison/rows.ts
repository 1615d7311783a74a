import type { Assessment, InjectionResult, Rate } from '../../judge/assessment.ts';
import type { Comparison, Difference } from '../../judge/comparison.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatPercent } from '../../text/number.ts';
import { NONE, percentOf } from '../assessment/blocks/numbers.ts';
import type { Row } from '../blocks/block.ts';
import { figures } from '../sentence/figures.ts';
import { ifKnown } from '../words.ts';

/** How often each thing happened to healthy rollouts, under A and under B. */
export const healthyRows = ({ a, b, differences }: Comparison): Row[] =>
  HEALTHY.map(({ name, key, rateOf }) => shareRow(name, [rateOf(a), rateOf(b)], differences[key]));

const HEALTHY: readonly {
  readonly name: string;
  readonly key: string;
  readonly rateOf: (assessment: Assessment) => Rate;
}[] = [
  { name: 'reset by nothing', key: 'false_alarms', rateOf: (one) => one.false_alarms.reset },
  {
    name: '  at the first step',
    key: 'reset_at_first_step',
    rateOf: (one) => one.false_alarms.reset_at_first_step,
  },
  { name: 'sent back by nothing', key: 'backward', rateOf: (one) => one.false_alarms.backward },
  { name: 'reached 100 %', key: 'completed', rateOf: (one) => one.completed },
  { name: '  without a reset', key: 'completed_without_reset', rateOf: (one) => one.completed_without_reset },
];

/** How long it took to 100 %, in the middle. */
export const timeRow = ({ a, b, differences }: Comparison): Row =>
  medianRow(
    'time to 100 %, median',
    [a.time_to_complete_seconds.p50, b.time_to_complete_seconds.p50],
    differences.time_to_complete_seconds,
  );

/** What became of one injected effect; `of` finds its differences. */
export function injectionRows(
  a: InjectionResult,
  b: InjectionResult,
  of: (name: string) => Difference | undefined,
): Row[] {
  return [
    shareRow('caught', [a.caught, b.caught], of('caught')),
    shareRow('  by a reset', [a.reset, b.reset], of('reset')),
    medianRow('delay, median', [a.delay_seconds.p50, b.delay_seconds.p50], of('delay_seconds')),
    meanRow('exposure, percent-hours (mean)', of('exposure_percent_hours')),
    meanRow('highest percentage (mean)', of('highest_percentage')),
  ];
}

function shareRow(name: string, [a, b]: readonly [Rate, Rate], difference: Difference | undefined): Row {
  return { cells: [name, percentOf(a), percentOf(b), ...differenceCells(difference, signed)] };
}

/** The difference and its interval. */
const differenceCells = (difference: Difference | undefined, textOf: (value: number) => string): string[] => [
  ifKnown(difference?.value, textOf, NONE),
  ifKnown(difference?.interval, ([low, high]) => `${textOf(low)} to ${textOf(high)}`, NONE),
];

/** `+3 %`, `-0.4 %`, `0 %`; small ones in one figure: `-0.002 %`. */
function signed(share: number): string {
  if (share === 0) return '0 %';
  const percent = Math.abs(share) * 100;
  const text = percent < 0.1 ? `${Number(percent.toPrecision(1))} %` : formatPercent(Math.abs(share));
  return `${share < 0 ? '-' : '+'}${text}`;
}

function medianRow(
  name: string,
  [a, b]: readonly [number | null, number | null],
  difference: Difference | undefined,
): Row {
  const seconds = (time: number | null): string => ifKnown(time, formatSpoken, 'never');
  return {
    cells: [name, seconds(a), seconds(b), ifKnown(difference?.value, signedTime, NONE), NONE],
    detail: neverText(difference?.never),
  };
}

function signedTime(seconds: number): string {
  const text = formatSpoken(Math.abs(seconds));
  if (seconds === 0) return text;
  return `${seconds < 0 ? '-' : '+'}${text}`;
}

/** The pairs that the median leaves out. */
function neverText(never: Difference['never']): string | undefined {
  if (!never) return undefined;
  const parts = [
    ['A alone', never.a],
    ['B alone', never.b],
    ['both', never.both],
  ] as const;
  const said = parts.filter(([, share]) => share > 0);
  if (said.length === 0) return undefined;
  return `not in time: ${said.map(([who, share]) => `${who} in ${formatPercent(share)}`).join(', ')}`;
}

function meanRow(name: string, difference: Difference | undefined): Row {
  return { cells: [name, NONE, NONE, ...differenceCells(difference, signedFigure)] };
}

const signedFigure = (value: number): string => `${value > 0 ? '+' : ''}${figures(value)}`;
