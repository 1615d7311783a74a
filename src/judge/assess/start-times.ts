import { studentQuantile } from '../../numerics/student.ts';
import type { StartTimes } from '../assessment.ts';
import { NEVER, type Outcome } from '../outcome.ts';
import { rounded } from '../statistics/rounded.ts';
import { wilson } from '../statistics/wilson.ts';
import type { HistoryFacts } from './facts.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 1 January 1970 was a Thursday, three days behind a Monday. */
const MONDAY = 3 * DAY;
/** A cell of fewer days or weeks says nothing. */
const MIN_PERIODS = 8;
/** As so many days or weeks of the share of all counts in every cell. */
const SHRINKAGE = 4;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** An hour of the day or a day of the week: how many of them the starts lie in, and the sum of their shares. */
interface Cell {
  readonly name: string;
  readonly periods: number;
  readonly sum: number;
}

/** Completed, and not reset. */
export const isUneventful = ({ completed, reset }: Outcome): boolean =>
  completed !== NEVER && reset === NEVER;

/** The shares of uneventful rehearsals by the hour and weekday of their start. */
export function startTimesOf(outcomes: readonly Outcome[], { start, interval }: HistoryFacts): StartTimes {
  const moments = outcomes.map((outcome) => start + outcome.start * interval);
  const hits = outcomes.map(isUneventful);
  const share = hits.filter(Boolean).length / Math.max(1, hits.length);
  const hours = cellsOf(moments, hits, { length: HOUR, period: DAY, shift: 0, names: HOURS });
  const weekdays = cellsOf(moments, hits, { length: DAY, period: WEEK, shift: MONDAY, names: WEEKDAYS });
  const shown = ({ periods, sum }: Cell): number | null =>
    periods < MIN_PERIODS ? null : rounded((sum + SHRINKAGE * share) / (periods + SHRINKAGE));
  const known = [...hours, ...weekdays].filter(({ periods }) => periods >= MIN_PERIODS);
  const { best, worst } = extremes(known, share);
  return { hour: hours.map(shown), weekday: weekdays.map(shown), best, worst };
}

const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);

interface Calendar {
  /** Of a cell, and of the period after which cells come again, in seconds. */
  readonly length: number;
  readonly period: number;
  readonly shift: number;
  readonly names: readonly string[];
}

function cellsOf(
  moments: readonly number[],
  hits: readonly boolean[],
  { length, period, shift, names }: Calendar,
): Cell[] {
  const spans = new Map<number, { count: number; hits: number }>();
  moments.forEach((moment, i) => {
    const span = Math.floor((moment + shift) / length);
    const known = spans.get(span) ?? { count: 0, hits: 0 };
    spans.set(span, { count: known.count + 1, hits: known.hits + Number(hits[i]) });
  });
  const cells = period / length;
  return names.map((name, cell) => {
    const own = [...spans].filter(([span]) => span % cells === cell);
    return { name, periods: own.length, sum: own.reduce((sum, [, one]) => sum + one.hits / one.count, 0) };
  });
}

/** The best and the worst of the cells whose interval, corrected for their number, leaves the share of all out. */
function extremes(cells: readonly Cell[], share: number): Pick<StartTimes, 'best' | 'worst'> {
  const level = 1 - 0.05 / 2 / Math.max(1, cells.length);
  const input = cells.map(({ name, periods, sum }) => {
    const [low, high] = wilson(sum / periods, periods, studentQuantile(level, periods - 1));
    return { name, low, high, shrunk: (sum + SHRINKAGE * share) / (periods + SHRINKAGE) };
  });
  const above = input.filter(({ low }) => low > share).sort((a, b) => b.shrunk - a.shrunk);
  const below = input.filter(({ high }) => high < share).sort((a, b) => a.shrunk - b.shrunk);
  return { best: above[0]?.name ?? null, worst: below[0]?.name ?? null };
}
