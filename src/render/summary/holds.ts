import { columnName } from '../../circuit/tree.ts';
import { type Criterion, type Direction, unmetText } from '../../rollout/criterion.ts';
import { criteriaOf } from '../../rollout/drivers.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { RecordedColumn, Recording } from '../../run/series.ts';
import type { Rehearsal } from '../plot.ts';

/** A stretch of buckets, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The longest stretch between start and end in which nothing moved the ramp; undefined when it never stood still. */
export function longestHold({ plan, recording }: Rehearsal): Stretch | undefined {
  const ramp = rampOf(plan);
  const column = (direction: Direction): RecordedColumn | undefined => {
    const key = ramp?.keys[direction];
    return key === undefined ? undefined : recording.column(columnName(key));
  };
  const [forward, backward, reset] = [column('forward'), column('backward'), column('reset')];
  const atEnd = ramp && recording.column(ramp.columns.atEnd);
  if (!forward) return undefined;
  const isTrue = (of: RecordedColumn | undefined, b: number) => of !== undefined && of.max[b]! > 0;
  const holds = (b: number) => ![forward, backward, reset, atEnd].some((of) => isTrue(of, b));
  let from = 0;
  while (from < recording.buckets && !isTrue(forward, from)) from++;
  return longestOf(from, recording.buckets, holds);
}

/** Why forward did not hold in a stretch, as people say it: `AVERAGE_LATENCY_0 above 75`; undefined when no criterion kept it. */
export function blockerIn({ plan, recording }: Rehearsal, { from, to }: Stretch): string | undefined {
  let [worst, most]: [Criterion | undefined, number] = [undefined, 0];
  for (const criterion of criteriaOf(plan, 'forward')) {
    const held = recording.column(criterion.output);
    let count = 0;
    for (let b = from; b < to; b++) if (held && !(held.min[b]! > 0)) count++;
    if (count > most) [worst, most] = [criterion, count];
  }
  return worst && isMissing(worst, recording, { from, to })
    ? `${worst.lhs} without a value`
    : worst && unmetText(worst);
}

/** Whether the left side was without a value for most of a stretch. */
function isMissing({ lhs }: Criterion, recording: Recording, { from, to }: Stretch): boolean {
  const column = recording.column(lhs);
  let missing = 0;
  for (let b = from; b < to; b++) if (column && column.max[b] !== column.max[b]) missing++;
  return missing * 2 > to - from;
}

function longestOf(first: number, end: number, holds: (b: number) => boolean): Stretch | undefined {
  let best: Stretch = { from: first, to: first };
  for (let from = first; from < end; ) {
    let to = from;
    while (to < end && holds(to)) to++;
    if (to - from > best.to - best.from) best = { from, to };
    from = to + 1;
  }
  return best.to > best.from ? best : undefined;
}
