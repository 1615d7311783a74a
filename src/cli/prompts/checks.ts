import { parseStage, type Stage } from '../../blueprint/stage.ts';
import { parseDuration } from '../../text/duration.ts';
import { loadPromql, type PromqlFault } from '../../text/promql.ts';
import type { Check } from './prompts.ts';

const MAX_NAME_LENGTH = 253;
const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
/** Characters of a query shown before and after a fault. */
const EXCERPT_MARGIN = 30;

/** A check that asks for `expected` unless the answer passes. */
export const expecting =
  (expected: string, isGood: (answer: string) => boolean): Check =>
  (answer) =>
    isGood(answer) ? undefined : expected;

export const isName = expecting(
  'a name is lower-case letters, digits, - and ., such as checkout-v2',
  (answer) => NAME.test(answer) && answer.length <= MAX_NAME_LENGTH,
);

export const isGiven = (example: string): Check =>
  expecting(`give a text, such as ${example}`, (answer) => answer !== '');

/** Reads `75`, `1.5`, `75 ms`, `5 %`: the unit may be written. */
export const readNumber = (answer: string, unit = ''): number | undefined => {
  const text = answer.endsWith(unit) ? answer.slice(0, answer.length - unit.length).trim() : answer;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
};

export const isPercentile = expecting('a percentile is above 0 and below 100, such as 95', (answer) => {
  const value = readNumber(answer.replace(/^p/, ''));
  return value !== undefined && value > 0 && value < 100;
});

export const isDuration = expecting('a duration has a unit: 90s, 30m, 2h, 1h30m, 3d', (answer) =>
  Boolean(parseDuration(answer)),
);

/** A duration as PromQL takes it: whole numbers, units in falling order. */
export const isRange = expecting(
  'a range is whole numbers with units: 90s, 5m, 1h30m',
  (answer) =>
    /^(?=.)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/.test(answer) && /[1-9]/.test(answer),
);

export const isStepCount = expecting(
  'a whole number from 2 to 100',
  (answer) => /^\d+$/.test(answer) && Number(answer) >= 2 && Number(answer) <= 100,
);

/** The stages of `1,0s 5,30m 100,2h`; a sentence about the first that is none. */
export function readStages(answer: string): readonly Stage[] | string {
  const words = answer.split(/\s+/).filter(Boolean);
  const wrong = words.find((word) => parseStage(word) === undefined);
  if (wrong !== undefined) return `"${wrong}" is no step: write PERCENT,DURATION, such as 25,2h`;
  if (words.length === 0) return 'give at least one step, such as 100,1h';
  return words.map((word) => parseStage(word)!);
}

export const isStages: Check = (answer) => {
  const stages = readStages(answer);
  return typeof stages === 'string' ? stages : undefined;
};

/** Whether it parses as PromQL; the fault points at the character. */
export const isQuery: Check = async (answer) => {
  const syntax = (await faultsOf(answer)).find(({ kind }) => kind === 'syntax');
  return syntax && pointAt(answer, syntax);
};

/** What is probably not meant in a query that parses. */
export const warningsOf = async (query: string): Promise<readonly PromqlFault[]> =>
  (await faultsOf(query)).filter(({ kind }) => kind !== 'syntax');

async function faultsOf(query: string): Promise<readonly PromqlFault[]> {
  const check = await loadPromql();
  return check(query).faults;
}

/**
 * The query around a fault, the fault marked under it, and the fix where there is one: two or three lines.
 */
export function pointAt(query: string, { from, to, message, fix }: PromqlFault): string {
  const start = Math.max(0, from - EXCERPT_MARGIN);
  const end = from + EXCERPT_MARGIN;
  const before = start > 0 ? '…' : '';
  const after = end < query.length ? '…' : '';
  const caret = ' '.repeat(before.length + from - start);
  const marks = '^'.repeat(Math.max(1, Math.min(to - from, EXCERPT_MARGIN)));
  const lines = [`${before}${query.slice(start, end)}${after}`, `${caret}${marks} ${message}`];
  if (fix) lines.push(fix);
  return lines.map((line) => `  ${line}`).join('\n');
}
