import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import { listLabels } from '../prometheus/missing-reason.ts';
import { formatSpoken } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import { formatMoment } from '../text/time.ts';
import type { Readings } from './readings.ts';
import { spellOf } from './row.ts';

interface Subject {
  readonly signal: string;
  readonly query: string;
  readonly place: Place;
}

/** Warnings about what a query gave in a period: several series at some moments, infinities. */
export function periodWarnings(subject: Subject, now: Answer, readings: Readings): Diagnostic[] {
  return [...severalWarning(subject, now, readings), ...infiniteWarning(subject, now, readings)];
}

/** Several series now are an error of their own. */
function severalWarning(
  { signal, query, place }: Subject,
  { missing }: Answer,
  readings: Readings,
): Diagnostic[] {
  const { several, chunk, span } = readings;
  const spell = spellOf(readings, several);
  const reason = chunk.missingAt(several.first);
  if (!spell || missing?.kind === 'many_series' || reason?.kind !== 'many_series') return [];
  const params = {
    signal,
    query,
    count: reason.count,
    labels: listLabels(reason),
    points: several.points,
    of: span.count,
    from: formatMoment(spell.from),
    to: formatMoment(spell.to),
    duration: formatSpoken(spell.seconds),
  };
  return [diagnostic('PROM_SEVERAL', params, place)];
}

function infiniteWarning(
  { signal, query, place }: Subject,
  { value }: Answer,
  readings: Readings,
): Diagnostic[] {
  if (readings.infinite === 0 && Math.abs(value) !== Number.POSITIVE_INFINITY) return [];
  const { infinite: points, span } = readings;
  const now = Number.isFinite(value) || Number.isNaN(value) ? undefined : formatNumber(value);
  return [diagnostic('PROM_INFINITE', { signal, query, points, of: span.count, now }, place)];
}
