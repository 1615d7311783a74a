import { parseNumber } from './number.ts';

/** Why a text is not series notation: the word and its offset. */
export interface SeriesFault {
  readonly word: string;
  readonly offset: number;
}

const WORD = /\S+/g;
const TERM =
  /^([-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|inf|nan))(?:([-+]\d+\.?\d*(?:e[-+]?\d+)?|[-+]\.\d+))?(?:x(\d+))?$/i;
const LONGEST = 10_000_000;

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
  if (gap) return repeat(into, Number.NaN, 0, Number(gap[1] ?? 1));
  const term = TERM.exec(word);
  const first = term ? parseNumber(term[1]!) : undefined;
  if (!term || first === undefined || (term[2] && !term[3])) return false;
  return repeat(into, first, Number(term[2] ?? 0), term[3] === undefined ? 1 : Number(term[3]) + 1);
}

function repeat(into: number[], first: number, step: number, count: number): boolean {
  if (into.length + count > LONGEST) return false;
  for (let i = 0; i < count; i++) into.push(step === 0 ? first : first + i * step);
  return true;
}
