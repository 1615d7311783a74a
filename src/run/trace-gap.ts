import type { Plan } from '../circuit/plan.ts';
import { holdTicks } from '../rollout/forward-hold.ts';
import { mostCautious } from '../rollout/gates/demand.ts';
import { parseMoment } from '../text/time.ts';
import type { TraceRow } from './trace-row.ts';
import { type Row, rowsOf } from './trace-rows.ts';

/** By what name a gap holds a tick. */
export const GAP = 'gap';

/**
 * A row as a gap before it left it: a trace shows a gap in its times alone. A trace of another interval than that of the
 * plan shows none. Throws TRACE_FORMAT.
 */
export function withGap(
  row: TraceRow,
  plan: Plan,
  { trace, file }: { trace: string; file: string },
): TraceRow {
  if (!isAfterGap(rowsOf(trace, file), row.tick, plan)) return row;
  return { ...row, demand: mostCautious([row.demand, 'hold']), heldBy: [...row.heldBy, GAP] };
}

function isAfterGap(rows: Iterable<Row>, tick: number, plan: Plan): boolean {
  const first = tick - holdTicks(plan) + 1;
  let isOfInterval = false;
  let isAfter = false;
  let before = Number.NaN;
  for (const row of rows) {
    if (row.tick > tick) break;
    const moment = parseMoment(row.time, 0) ?? Number.NaN;
    const departure = Math.abs(moment - before - plan.interval);
    if (departure < plan.interval / 2) isOfInterval = true;
    else if (departure > 0 && row.tick >= first) isAfter = true;
    before = moment;
  }
  return isAfter && isOfInterval;
}
