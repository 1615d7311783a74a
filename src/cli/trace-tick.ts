import type { Plan } from '../circuit/plan.ts';
import { nowhere } from '../errors/location.ts';
import { type Diagnostic, diagnostic, fail } from '../errors/rollout-error.ts';
import type { Readings } from '../rollout/decision-path.ts';
import type { TraceMoment } from '../run/trace-row.ts';
import { parseDuration } from '../text/duration.ts';
import { parseMoment } from '../text/time.ts';

/** About as much as one text may hold. */
export const MAX_TRACE_BYTES = 500 * 1024 * 1024;

/** What `--at` names: a tick, a moment, a time of the day, or one since the start, as events of scenarios have it. Throws USAGE_VALUE. */
export function readAt(text: string): TraceMoment {
  if (/^\d{1,9}$/.test(text)) return { tick: Number(text) };
  const [, hours, minutes, seconds = '0'] =
    /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?$/.exec(text) ?? [];
  if (hours !== undefined) return { clock: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) };
  const since = parseDuration(text.replace(/^t(?=\+)/, ''));
  if (since !== undefined) return { since };
  const moment = text.startsWith('now') ? undefined : parseMoment(text, 0);
  if (moment !== undefined) return { moment };
  throw fail('USAGE_VALUE', {
    flag: '--at',
    got: text,
    expected:
      'a tick such as 300, a time such as 2026-11-03T11:00:50Z, 11:00:50 in the trace of one day, or t+1h30m since its start',
  });
}

/** A trace without a single signal of the circuit is an error, missing columns are a warning. */
export function columnFaults(readings: Readings, plan: Plan, file: string): readonly Diagnostic[] {
  const missing = plan.columns.map(({ name }) => name).filter((name) => !readings.has(name));
  const at = nowhere(file);
  if (missing.length === 0) return [];
  if (missing.length === plan.columns.length)
    return [diagnostic('TRACE_FOREIGN', { signal: missing[0]! }, { at })];
  return [diagnostic('TRACE_COLUMNS', { missing: missing.join(', ') }, { at })];
}
