import type { Plan } from '../../circuit/plan.ts';
import { columnName } from '../../circuit/tree.ts';
import { type Criterion, driversOf, rampOf } from '../../rollout/drivers.ts';
import type { RecordedColumn, Recording } from '../../run/series.ts';
import { formatNumber } from '../../text/number.ts';
import type { Rehearsal } from '../plot.ts';

/** A stretch of buckets, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The longest stretch between start and end in which nothing moved the ramp; undefined when it never stood still. */
export function longestHold({ plan, recording }: Rehearsal): Stretch | undefined {
  const ramp = rampOf(plan);
  const column = (port: string): RecordedColumn | undefined => {
    const key = ramp?.in[port]?.[0]?.signal;
    return key === undefined ? undefined : recording.column(columnName(key));
  };
  const [forward, backward, reset] = [column('forward'), column('backward'), column('reset')];
  const atEnd = ramp && recording.column(`${ramp.id}/END_SIGNAL`);
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
    : worst && opposite(worst);
}

/** A criterion that held, as people say it: `AVERAGE_LATENCY_0 above 100`. */
export const asSaid = ({ lhs, operator, threshold, rhs }: Criterion): string =>
  `${lhs} ${HELD[operator]} ${threshold === undefined ? rhs : formatNumber(threshold)}`;

/** All criteria with an effect, each once. */
export function criteriaOf(plan: Plan, effect: Criterion['effect']): Criterion[] {
  const criteria = driversOf(plan)
    .flatMap((driver) => driver.criteria)
    .filter((criterion) => criterion.effect === effect);
  return criteria.filter((criterion, i) => criteria.findIndex((c) => c.output === criterion.output) === i);
}

const HELD = {
  gt: 'above',
  gte: 'at or above',
  lt: 'below',
  lte: 'at or below',
  eq: 'at',
  neq: 'off',
} as const;
const FAILED = { gt: 'below', gte: 'below', lt: 'above', lte: 'above', eq: 'off', neq: 'at' } as const;

const opposite = ({ lhs, operator, threshold, rhs }: Criterion): string =>
  `${lhs} ${FAILED[operator]} ${threshold === undefined ? rhs : formatNumber(threshold)}`;

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
