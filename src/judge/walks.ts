import { followsFromOneTick } from '../rollout/memory.ts';
import { rampWay } from '../rollout/ramp-way.ts';
import { thresholdsOf } from '../rollout/thresholds.ts';
import { fillBlocks } from './blocks.ts';
import { ChangedTickWalk } from './changed-tick-walk.ts';
import type { ChangedWalk } from './changed-walk.ts';
import { CODE } from './decision-code.ts';
import { DecisionTable } from './decision-table.ts';
import { fillDecisions } from './decisions.ts';
import type { Ground } from './ground.ts';
import { fillHeadrooms } from './injection/headroom.ts';
import type { Judged } from './judged.ts';
import { OneTick } from './one-tick.ts';
import { NEVER } from './outcome.ts';
import { PlanTicker } from './plan-ticker.ts';
import type { Changed } from './results.ts';
import { RunWalk } from './run-walk.ts';
import { TableWalk } from './table-walk.ts';
import { type DecisionMemory, decisionMemory, type HeadroomMemory } from './tick-memory.ts';
import { TickWalk } from './tick-walk.ts';
import type { Walk } from './walk.ts';

/** The ways through rehearsals of one policy on one history. */
export interface Walks {
  readonly plain: Walk;
  /** With changed readings of one query. */
  readonly changed: (changed: Changed, memory: HeadroomMemory) => ChangedWalk;
}

/** The fastest ways there are; all come to the same. What threads share of the memory is found by one of them. */
export function walksOf(
  judged: Judged,
  ground: Ground,
  memory: DecisionMemory = decisionMemory(ground.history.ticks),
): Walks {
  if (!followsFromOneTick(judged.plan)) return walksByTicks(judged, ground);
  return walksByDecisions(judged, ground, memory);
}

/** The plan itself runs on each tick of each rehearsal. */
export const walksByTicks = (judged: Judged, { history }: Ground): Walks => ({
  plain: new TickWalk(new PlanTicker(judged, history)),
  changed: (changed) => new ChangedTickWalk(new PlanTicker(judged, history, changed), changed.log),
});

/**
 * Where a tick follows from its readings alone, what it does is the same for all starts. It is found once for each tick of the
 * history, and where readings are only compared with constants, once for each combination of sides.
 */
function walksByDecisions(judged: Judged, { history, horizon }: Ground, memory: DecisionMemory): Walks {
  const { columns } = history;
  const { blocks, places, codes, runEnds } = memory;
  const oneTick = new OneTick(judged, history);
  const way = rampWay(judged.plan);
  const thresholds = thresholdsOf(judged.plan)?.map((own) => Float64Array.from(own));
  const table = thresholds && DecisionTable.of(oneTick, history, { thresholds, places });
  const first = CODE[oneTick.see(NEVER).decide()];
  const decide = (evaluated: number) => table?.at(evaluated) ?? CODE[oneTick.see(evaluated).decide()];
  fillBlocks(blocks, (from, to) => {
    table?.locate(Math.max(0, from - 1), to);
    fillDecisions(memory, [from, to], decide);
  });
  const decisions = { first, codes, runEnds };
  const plain = new RunWalk(decisions, way, oneTick);
  if (!table) return { ...walksByTicks(judged, { history, horizon }), plain };
  const accepts = way.accepts(Math.min(way.length, horizon) + 1);
  return {
    plain,
    changed: (changed, { blocks, headrooms }) => {
      const column = columns[changed.query]!;
      const readings = { column, thresholds: thresholds[changed.query]!, changer: changed.changer };
      fillBlocks(blocks, (from, to) => fillHeadrooms(headrooms, [from, to], readings));
      return new TableWalk({ table, decisions, way, accepts, column, headrooms, changed });
    },
  };
}
