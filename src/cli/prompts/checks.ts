import { parseStage, type Stage } from '../../blueprint/stage.ts';
import { parseDuration } from '../../text/duration.ts';
import { loadPromql, type PromqlFault } from '../../text/promql.ts';
import type { Check } from './ask.ts';

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const AROUND = 30;

export const isName: Check = (answer) =>
  NAME.test(answer) && answer.length <= 253
    ? undefined
    : 'a name is lower-case letters, digits, - and ., such as checkout-v2';

export const isGiven =
  (example: string): Check =>
  (answer) =>
    answer === '' ? `give a text, such as ${example}` : undefined;

/** Reads `75`, `1.5`, `75 ms`, `5 %`: the unit may be written. */
export const readNumber = (answer: string, unit = ''): number | undefined => {
  const text = answer.endsWith(unit) ? answer.slice(0, answer.length - unit.length).trim() : answer;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
};

export const isPercentile: Check = (answer) => {
  const value = readNumber(answer.replace(/^p/, ''));
  return value !== undefined && value > 0 && value < 100
    ? undefined
    : 'a percentile is above 0 and below 100, such as 95';
};

export const isDuration: Check = (answer) =>
  parseDuration(answer) ? undefined : 'a duration has a unit: 90s, 30m, 2h, 1h30m, 3d';

/** A duration as PromQL takes it: whole numbers, units in falling order. */
export const isRange: Check = (answer) =>
  /^(?=.)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/.test(answer) && /[1-9]/.test(answer)
    ? undefined
    : 'a range is whole numbers with units: 90s, 5m, 1h30m';

export const isStepCount: Check = (answer) =>
  /^\d+$/.test(answer) && Number(answer) >= 2 && Number(answer) <= 100
    ? undefined
    : 'a whole number from 2 to 100';

/** The stages of `1,0s 5,30m 100,2h`; a sentence about the first that is none. */
export function readStages(answer: string): readonly Stage[] | string {
  const words = answer.split(/\s+/).filter(Boolean);
  const wrong = words.find((word) => parseStage(word) === undefined);
  if (wrong !== undefined) return `"${wrong}" is no step: write PERCENT,DURATION, such as 25,2h`;
  return words.length === 0
    ? 'give at least one step, such as 100,1h'
    : words.map((word) => parseStage(word)!);
}

export const isStages: Check = (answer) => {
  const stages = readStages(answer);
  return typeof stages === 'string' ? stages : undefined;
};

/** Refuses what is no PromQL, pointing at the character. */
export const isQuery: Check = async (answer) => {
  const check = await loadPromql();
  const fault = check(answer).faults.find(({ kind }) => kind === 'syntax');
  return fault && pointAt(answer, fault);
};

/** What is doubtful about a query that is one. */
export async function doubtsOf(query: string): Promise<readonly PromqlFault[]> {
  const check = await loadPromql();
  return check(query).faults.filter(({ kind }) => kind !== 'syntax');
}

/** The query around a fault, the fault marked under it, and what to do: three lines. */
export function pointAt(query: string, { from, to, message, fix }: PromqlFault): string {
  const start = Math.max(0, from - AROUND);
  const [before, after] = [start > 0 ? '…' : '', from + AROUND < query.length ? '…' : ''];
  const excerpt = `${before}${query.slice(start, from + AROUND)}${after}`;
  const marks = '^'.repeat(Math.max(1, Math.min(to - from, AROUND)));
  return `  ${excerpt}\n  ${' '.repeat(before.length + from - start)}${marks} ${message}${fix ? `\n  ${fix}` : ''}`;
}
