import { parseDuration } from '../../text/duration.ts';
import { parseNumber } from '../../text/number.ts';
import type { Injection, Share } from './injection.ts';

/** What is said behind an effect; what is undefined is not. */
export interface InjectionOptions extends Partial<Pick<Injection, 'from' | 'after' | 'share' | 'max'>> {
  /** The window, instead of that of the query. */
  readonly over?: number;
}

export type OptionName = keyof InjectionOptions;

interface Option {
  /** What stands behind its name. */
  readonly expected: string;
  readonly example: string;
  /** Undefined where the text is none. */
  readonly parse: (text: string) => number | Share | undefined;
}

export const OPTIONS: Readonly<Record<OptionName, Option>> = {
  from: {
    expected: 'an accept percentage above 0 and up to 100 %',
    example: 'from 25%',
    parse: parsePercentage,
  },
  after: { expected: 'a time since the first exposure', example: 'after 30m', parse: parseDuration },
  share: { expected: 'whole, arm or tail(P)', example: 'share tail(95)', parse: parseShare },
  over: { expected: 'the time that a reading looks back over', example: 'over 5m', parse: parseDuration },
  max: { expected: 'the most that a reading can be, above 0', example: 'max 1', parse: parsePositive },
};

export const isOptionName = (word: string): word is OptionName => Object.hasOwn(OPTIONS, word);

function parsePercentage(text: string): number | undefined {
  const percentage = text.endsWith('%') ? parsePositive(text.slice(0, -1)) : undefined;
  return percentage !== undefined && percentage <= 100 ? percentage : undefined;
}

function parsePositive(text: string): number | undefined {
  const number = parseNumber(text);
  return number !== undefined && number > 0 && Number.isFinite(number) ? number : undefined;
}

function parseShare(text: string): Share | undefined {
  if (text === 'whole' || text === 'arm') return { kind: text };
  const percentile = parsePositive(/^tail\((.*)\)$/.exec(text)?.[1] ?? '');
  return percentile !== undefined && percentile < 100 ? { kind: 'tail', percentile } : undefined;
}
