import { LONGEST } from '../../text/duration.ts';
import { MAX_MOMENT } from '../../text/time.ts';
import { FAULT_KINDS, type SourceFault } from '../source.ts';
import type { End, Head, Section } from './file.ts';

// Whether the lines of a recording have the shape that docs/recording.md gives them: others may write such files too.

type Mapping = Readonly<Record<string, unknown>>;

/** A live run gives its results on every tick, a history on the ticks on which a query is evaluated. */
export const isLive = ({ facts }: Head): boolean => facts.kind === 'live';

export function isHead(line: Partial<Head> | null): line is Head {
  const { start, interval, batch, facts, queries, ticks, diagnostics, preflight } = (line ?? {}) as Mapping;
  return (
    Math.abs(Number(start)) <= MAX_MOMENT &&
    typeof start === 'number' &&
    typeof interval === 'number' &&
    interval > 0 &&
    interval <= LONGEST &&
    isCount(batch, 1, MAX_BATCH) &&
    isMapping(facts) &&
    (facts.kind === 'live' || facts.kind === 'history') &&
    [facts.name, facts.url, facts.server].every((text) => text === null || typeof text === 'string') &&
    isListOf(queries, (one) => isText(one.signal) && isText(one.query_string) && isCount(one.every, 1)) &&
    (ticks === undefined || (isCount(ticks, 0) && start + Number(ticks) * interval <= MAX_MOMENT)) &&
    (diagnostics === undefined || areDiagnostics(diagnostics)) &&
    (preflight === undefined || isListOf(preflight, () => true))
  );
}

export const isEnd = ({ ticks, readings, diagnostics }: End): boolean =>
  isCount(ticks, 0) && (readings === undefined || isCount(readings, 0)) && areDiagnostics(diagnostics);

const areDiagnostics = (value: unknown): boolean =>
  isListOf(value, ({ code, severity, message }) => [code, severity, message].every(isShort)) &&
  (value as readonly unknown[]).length <= MAX_DIAGNOSTICS;

export function isSection({ first, count, reasons, faults, values }: Section, head: Head): boolean {
  if (!isCount(first, 0) || !isCount(count, 1, head.batch) || values.length !== head.queries.length)
    return false;
  const hasAll = head.queries.every(({ every }, q) => {
    const step = isLive(head) ? 1 : every;
    return values[q]!.length === Math.ceil((first + count) / step) - Math.ceil(first / step);
  });
  return (
    hasAll &&
    isListOf(
      reasons,
      (one) =>
        isCount(one.query, 0, head.queries.length - 1) &&
        isCount(one.first, first, first + count - 1) &&
        isCount(one.count, 1, count) &&
        isShort(one.why),
    ) &&
    isListOf(faults, isFault)
  );
}

const isFault = ({ tick, kind, reason, shift, lost }: Mapping): boolean =>
  isCount(tick, 0) &&
  FAULT_KINDS.includes(kind as SourceFault['kind']) &&
  isShort(reason) &&
  (shift === undefined || Number.isFinite(shift)) &&
  (lost === undefined || (Array.isArray(lost) && lost.every((query) => isCount(query, 0))));

const MAX_CHARACTERS = 4000;
const MAX_DIAGNOSTICS = 1000;

/** Ticks in one section: far more than rollout writes. */
const MAX_BATCH = 10_000_000;

const isCount = (value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): boolean =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

/** Reasons are texts of a server, which are cut at fewer characters. */
const isShort = (value: unknown): boolean => typeof value === 'string' && value.length <= MAX_CHARACTERS;

const isText = (value: unknown): boolean => typeof value === 'string';

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOf = (value: unknown, fits: (one: Mapping) => boolean): boolean =>
  Array.isArray(value) && value.every((one) => isMapping(one) && fits(one));
