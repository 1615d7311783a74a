import { parseNumber } from './number.ts';

/** Why a text is not series notation: the word and its offset. */
export interface SeriesFault {
  readonly word: string;
  readonly offset: number;
}

const WORD = /\S+/g;
const TERM =
  /^([-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|inf|nan))(?:([-+]\d+\.?\d*(?:e[-+]?\d+)?|[-+]\.\d+))?(?:x(\d+))?$/i;
const MAX_READINGS = 10_000_000;

/**
 * Reads promtool's series notation: `1`, `0+10x10` (0 10 ... 100), `5x3` (5 5 5 5), `_` and `_x3` and `stale`
 * (no value, NaN). Returns the readings, or the first word that is not one.
 */
export function parseSeries(text: string): number[] | SeriesFault {
  const readings: number[] = [];
  for (const match of text.matchAll(WORD)) {
    if (!readWord(match[0], readings)) return { word: match[0], offset: match.index };
  }
  return readings;
}

export const isFault = (series: number[] | SeriesFault): series is SeriesFault => !Array.isArray(series);

function readWord(word: string, into: number[]): boolean {
  const gap = /^(?:_|stale)(?:x(\d+))?$/.exec(word);
  if (gap) return append(into, { first: Number.NaN, step: 0, count: Number(gap[1] ?? 1) });
  const [, start = '', step, times] = TERM.exec(word) ?? [];
  const first = parseNumber(start);
  if (first === undefined || (step && !times)) return false;
  return append(into, { first, step: Number(step ?? 0), count: Number(times ?? 0) + 1 });
}

/** Readings at equal steps. */
interface Progression {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/** False when the series would become too long. */
function append(into: number[], { first, step, count }: Progression): boolean {
  if (into.length + count > MAX_READINGS) return false;
  for (let i = 0; i < count; i++) into.push(step === 0 ? first : first + i * step);
  return true;
}
